import HactlRun

/// One way of a drill, which is a run of its own.
package struct DrillLeg: Sendable {
    package let run: String
    package let outcome: Outcome
    package let outage: Outage?

    package init(run: String, outcome: Outcome, outage: Outage?) {
        self.run = run
        self.outcome = outcome
        self.outage = outage
    }
}
