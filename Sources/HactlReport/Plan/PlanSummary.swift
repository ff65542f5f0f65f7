import HactlModel
import HactlPlan

/// How much a plan changes, in the four numbers that people and programs look for.
package struct PlanSummary: Hashable, Sendable {
    package var promotions: Int
    package var demotions: Int
    package var repointings: Int
    package var endpoints: Int

    package init(of plan: Plan, in facts: Facts) {
        let pending = plan.steps.filter { !$0.status(in: facts).isSatisfied }
        promotions = pending.count { $0 is Open || $0 is Promote }
        demotions = pending.count { $0 is Close }
        repointings = pending.count { $0 is Follow }
        endpoints =
            Set(pending.compactMap(Self.address)).count
            + Set(pending.compactMap { ($0 as? RouteProxy)?.route.proxy ?? ($0 as? ServeReads)?.reads.proxy }).count
    }

    private static func address(movedBy step: any Step) -> String? {
        switch step {
        case let step as RouteWrites: step.endpoint.address
        case let step as AdmitHolder: step.endpoint.address
        case let step as RouteReads: step.endpoint.address
        default: nil
        }
    }

    /// Frozen: wrappers read it.
    package var line: String {
        "Plan: \(promotions) to promote, \(demotions) to demote, \(repointings) to repoint, "
            + "\(endpoints.counted("endpoint")) to move."
    }

    package var isEmpty: Bool { promotions + demotions + repointings + endpoints == 0 }

    package var json: JSON {
        [
            "promote": .number(Int64(promotions)), "demote": .number(Int64(demotions)),
            "repoint": .number(Int64(repointings)), "move": .number(Int64(endpoints)),
        ]
    }
}

extension Plan {
    /// Whether applying it would change anything that matters on a server or a host: what `--detailed-exitcode` asks.
    /// Looks, markers, ended sessions and drained ones are no ends in themselves.
    package func hasChanges(in facts: Facts) -> Bool {
        steps.contains { step in
            let isMeans =
                StepSign.of(step) == .look || step is WriteMarker || step is EndSessions || step is EndRoutes
                || step is DrainReads
            return !isMeans && !step.status(in: facts).isSatisfied
        }
    }
}
