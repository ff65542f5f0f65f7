import HactlModel
import HactlPlan

/// How long nobody will take writes, counted in round trips: everything else was done before the freeze.
package struct OutageEstimate: Hashable, Sendable {
    /// Round trips between closing the old primary and opening the new one, both included.
    package var roundTrips: Int
    /// One round trip, as it was measured while looking.
    package var measured: Duration?
    package var budget: Duration

    /// Nothing is closed or nothing is opened: `nil`.
    package init?(of plan: Plan, in facts: Facts, measured: Duration? = nil) {
        guard
            let close = plan.stages.firstIndex(where: { $0.holds { $0 is Close } }),
            let open = plan.stages.lastIndex(where: { $0.holds { $0 is Open } }), close <= open
        else { return nil }
        roundTrips = plan.stages[close...open].map { $0.roundTrips(in: facts) }.reduce(0, +)
        self.measured = measured
        budget = plan.budget
    }

    package var length: Duration? { measured.map { $0 * roundTrips } }

    package var sentence: String {
        let trips = "\(roundTrips.counted("round trip")) from closing to opening"
        let words = measured.map { trip in
            "about \((trip * roundTrips).brief): \(trips), \(trip.brief) each as measured"
        }
        return "Expected write outage: \(words ?? trips), plus what the candidate still has to apply. "
            + "An estimate; the budget is \(budget.words)."
    }
}

extension Stage {
    fileprivate func holds(_ test: (any Step) -> Bool) -> Bool { steps.contains { test($0.step) } }

    /// Steps of a stage are taken at the same moment, the actions of a step one after the other.
    fileprivate func roundTrips(in facts: Facts) -> Int { steps.map { $0.step.actions(in: facts).count }.max() ?? 0 }
}
