import HactlModel
import HactlPlan
import HactlRun

/// A run that has ended, and all that is told about its end.
package struct RunEnd: Sendable {
    package var plan: Plan
    package var outcome: Outcome
    package var outage: Outage?
    package var verb: Verb
    /// Names the run for `hactl resume` and `hactl rollback`.
    package var run: String
    /// What was lost with a dead primary, as a sentence; `nil` where there is nothing to say.
    package var loss: String?
    /// Who is still on the former primary, as a sentence; `nil` where nobody is, or that was not asked.
    package var stayers: String?
    /// Whether the point of no return was tried.
    package var hasCommitted: Bool

    /// - Parameter run: the plan's own id unless it was run under another name.
    package init(
        of plan: Plan, _ outcome: Outcome, outage: Outage? = nil, verb: Verb = .apply, run: String? = nil,
        loss: String? = nil, stayers: String? = nil, hasCommitted: Bool = true
    ) {
        self.plan = plan
        self.outcome = outcome
        self.outage = outage
        self.verb = verb
        self.run = run ?? plan.id
        self.loss = loss
        self.stayers = stayers
        self.hasCommitted = hasCommitted
    }

    package enum Verb: String, Sendable, CaseIterable {
        case apply, resume, rollback

        /// `Apply complete!`
        var noun: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
    }

    /// What was asked for was done: a rollback that put everything back is no failure.
    package var exitCode: Int32 {
        if verb == .rollback, case .putBack = outcome { return 0 }
        return outcome.exitCode
    }
}
