import HactlModel

/// Something that goes wrong at one action of a run.
package struct Fault: Equatable, Sendable, CustomStringConvertible {
    /// Which action, counted from 0 over the whole run.
    package var action: Int
    package var kind: Kind

    package init(at action: Int, _ kind: Kind) {
        self.action = action
        self.kind = kind
    }

    package enum Kind: Equatable, Sendable {
        /// The action never reached the server.
        case lostBeforeEffect
        /// It happened, and its answer was lost.
        case lostAfterEffect
        /// Nothing comes back until the limit; it did not happen.
        case hangsWithoutEffect
        /// Nothing comes back until the limit; it did happen.
        case hangsAfterEffect
        /// A server dies before the action reaches it.
        case crash(MemberName)
        /// hactl itself dies before the action is sent.
        case controllerDiesBefore
        /// hactl itself dies after the action happened, before it knows.
        case controllerDiesAfter
        /// The operator asks to stop.
        case interrupt
    }

    package var killsController: Bool { kind == .controllerDiesBefore || kind == .controllerDiesAfter }

    package var description: String {
        switch kind {
        case .lostBeforeEffect: "action \(action) is lost on its way"
        case .lostAfterEffect: "the answer of action \(action) is lost"
        case .hangsWithoutEffect: "action \(action) hangs and has no effect"
        case .hangsAfterEffect: "action \(action) hangs after its effect"
        case .crash(let name): "\(name) crashes before action \(action)"
        case .controllerDiesBefore: "hactl dies before action \(action)"
        case .controllerDiesAfter: "hactl dies after action \(action)"
        case .interrupt: "the operator interrupts at action \(action)"
        }
    }
}
