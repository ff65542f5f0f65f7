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
        /// It hangs, is given up, could not be ended, and happens later all the same.
        case late
        /// A server dies before the action reaches it.
        case crash(MemberName)
        /// A whole host vanishes before the action is sent: nothing on it answers any more, not even to refuse.
        case hostDies(MemberName)
        /// hactl itself dies before the action is sent.
        case controllerDiesBefore
        /// hactl itself dies after the action happened, before it knows.
        case controllerDiesAfter
        /// The operator asks to stop.
        case interrupt
        /// The machine that runs hactl sleeps for a while before it sends the action.
        case sleep
        /// A client that may ignore read_only comes back to the primary and writes, right after the action. Only a
        /// server without `super_read_only` lets it.
        case privilegedWrite
        /// Somebody else opens a server before the action is sent: another manager, or a DBA.
        case takeover(MemberName)
        /// A dead server is started again before the action is sent, as packages do by themselves.
        case comeback(MemberName)
    }

    /// When an action that is late happens after all.
    package static let lateness = Duration.seconds(2)
    package static let sleep = Duration.seconds(600)

    package var killsController: Bool { kind == .controllerDiesBefore || kind == .controllerDiesAfter }

    package var description: String {
        switch kind {
        case .lostBeforeEffect: "action \(action) is lost on its way"
        case .lostAfterEffect: "the answer of action \(action) is lost"
        case .hangsWithoutEffect: "action \(action) hangs and has no effect"
        case .hangsAfterEffect: "action \(action) hangs after its effect"
        case .late: "action \(action) is given up and happens later"
        case .crash(let name): "\(name) crashes before action \(action)"
        case .hostDies(let name): "the host of \(name) dies before action \(action)"
        case .controllerDiesBefore: "hactl dies before action \(action)"
        case .controllerDiesAfter: "hactl dies after action \(action)"
        case .interrupt: "the operator interrupts at action \(action)"
        case .sleep: "hactl's machine sleeps before action \(action)"
        case .takeover(let name): "somebody opens \(name) before action \(action)"
        case .comeback(let name): "\(name) is started again before action \(action)"
        case .privilegedWrite: "a privileged client writes after action \(action)"
        }
    }
}
