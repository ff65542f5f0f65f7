import HactlModel
import HactlPlan
import HactlRun

extension EventLine {
    /// The last line of a run.
    package static func outcome(_ end: RunEnd, at moment: Moment) -> EventLine {
        let outcome = end.outcome
        return EventLine(
            "outcome", level(of: end.exitCode), at: moment, outcome.words,
            [
                "outcome": .text(outcome.name), "exit_code": .number(Int64(end.exitCode)), "run": .text(end.run),
                "cluster": .text(end.plan.cluster), "primary": .optional(end.primary?.text),
                "owed": .list(outcome.left.map(JSON.text)), "reason": .optional(outcome.reason),
                "loss": .optional(end.loss), "stayers": .optional(end.stayers),
                "unseen": .list(outcome.unseen.map { .text($0.text) }),
                "outage_ms": end.outage.map { .number($0.length.milliseconds) } ?? .null,
            ])
    }

    /// The last line of a command that began no run, for nothing could be done about what is owed.
    package static func owing(_ owed: [String], _ message: String, at moment: Moment) -> EventLine {
        let outcome = Outcome.doneOwing(owed)
        return EventLine(
            "outcome", level(of: outcome.exitCode), at: moment, message,
            [
                "outcome": .text(outcome.name), "exit_code": .number(Int64(outcome.exitCode)),
                "owed": .list(owed.map(JSON.text)),
            ])
    }

    private static func level(of exitCode: Int32) -> Level {
        switch exitCode {
        case 0: .info
        case 10: .warning
        default: .error
        }
    }
}

extension Outcome {
    /// For programs.
    package var name: String {
        switch self {
        case .done: "done"
        case .doneOwing: "done_owing"
        case .putBack: "put_back"
        case .failedForward: "failed_forward"
        case .stranded: "stranded"
        case .ambiguous: "ambiguous"
        }
    }

    package var reason: String? {
        switch self {
        case .done, .doneOwing: nil
        case .putBack(let reason, _), .failedForward(let reason, _), .stranded(let reason, _), .ambiguous(let reason):
            reason
        }
    }

    /// Members that died in a run that was put back.
    package var unseen: [MemberName] {
        if case .putBack(_, let unseen) = self { unseen } else { [] }
    }

    /// What is owed, or not as it should be.
    package var left: [String] {
        switch self {
        case .doneOwing(let owed), .failedForward(_, let owed): owed
        case .stranded(_, let left): left
        case .done, .putBack, .ambiguous: []
        }
    }
}

extension RunEnd {
    /// Who takes writes now; `nil` when that is not known.
    package var primary: MemberName? {
        switch outcome {
        case .done, .doneOwing, .failedForward: plan.roles.candidate
        case .putBack: plan.opensSomebody ? plan.roles.primary : plan.roles.candidate
        case .stranded, .ambiguous: nil
        }
    }
}
