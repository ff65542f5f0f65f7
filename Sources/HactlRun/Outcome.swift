import HactlModel

/// How a run ended.
package enum Outcome: Equatable, Sendable, Codable {
    /// Everything is as the plan wanted it, and was seen to be.
    case done
    /// The new primary serves; some of what follows is still owed.
    case doneOwing([String])
    /// It failed before the commit point, and everything is as it was before. Members that died meanwhile are named: the
    /// run had changed nothing on them.
    case putBack(because: String, unseen: [MemberName] = [])
    /// After the commit point: the new primary is open, and clients may not reach it, or more is owed.
    case failedForward(because: String, owed: [String])
    /// Not everything could be put back, and perhaps nobody takes writes.
    case stranded(because: String, left: [String])
    /// It can't be proven that one server alone takes writes.
    case ambiguous(because: String)

    /// The exit code of `apply`, `resume` and `rollback`.
    package var exitCode: Int32 {
        switch self {
        case .done: 0
        case .doneOwing: 10
        case .putBack: 2
        case .failedForward: 11
        case .stranded: 12
        case .ambiguous: 13
        }
    }
}

extension Outcome {
    /// Whether another member takes writes now.
    package var hasMoved: Bool {
        switch self {
        case .done, .doneOwing, .failedForward: true
        case .putBack, .stranded, .ambiguous: false
        }
    }

    /// One line for people.
    package var words: String {
        switch self {
        case .done: "done and verified"
        case .doneOwing(let owed): "done, owing: \(owed.joined(separator: "; "))"
        case .putBack(let reason, let unseen):
            "failed and put back: \(reason)"
                + (unseen.isEmpty ? "" : "; now unseen: \(unseen.map(\.text).joined(separator: ", "))")
        case .failedForward(let reason, let owed):
            "past the point of no return, and \(reason)\(owed.isEmpty ? "" : "; owing: \(owed.joined(separator: "; "))")"
        case .stranded(let reason, let left):
            "unfinished, and perhaps nobody takes writes: \(reason); \(left.joined(separator: "; "))"
        case .ambiguous(let reason): "it can't be proven that one server alone takes writes: \(reason)"
        }
    }
}

extension Outcome {
    /// Whether every step of the plan was come to.
    package var isEndOfPlan: Bool {
        switch self {
        case .done, .doneOwing: true
        case .putBack, .failedForward, .stranded, .ambiguous: false
        }
    }
}
