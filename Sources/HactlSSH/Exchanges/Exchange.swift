import CLibSSH2
import Glibc

/// Something under way on a session. It is advanced a step at a time and never waits by itself; the session waits for
/// all of its exchanges at once.
class Exchange {
    let host: String
    /// What hactl is doing, as a sentence goes on after "hactl was".
    let doing: String
    /// `nil` has no end of its own.
    var deadline: Deadline?
    /// What a failure means from now on.
    var effect = SSHFailure.Effect.none
    var isOver = false
    /// Whether whoever waits has lost interest.
    var isCancelled = false
    var failure: SSHFailure?
    /// Whoever waits for the end.
    var waiter: CheckedContinuation<Void, Never>?

    init(_ doing: String, on host: String, until deadline: Deadline?) {
        self.doing = doing
        self.host = host
        self.deadline = deadline
    }

    /// Goes as far as is possible now; `true` at the end. Returns at once when a call left `wire.isHalfSent`, and makes
    /// that very call first the next time.
    func advance(on wire: Wire) throws(SSHFailure) -> Bool { true }

    /// Why it has to end now without having come to its end.
    var impatience: SSHFailure? {
        if isCancelled { return SSHFailure.cancelled(host, doing).withEffect(effect) }
        guard let deadline, deadline.isOver else { return nil }
        return SSHFailure.timedOut(host, doing).withEffect(effect)
    }

    /// Called once when the exchange ended before its time; gives back what it holds.
    func abandon(on wire: Wire) {}

    /// Descriptors of its own to wait for.
    var interests: [pollfd] { [] }

    /// Whether it waits for something from the host.
    var isListening: Bool { true }
}

/// An exchange that is one call, made until it says something.
final class Call: Exchange {
    private let body: (Wire, Call) throws(SSHFailure) -> Bool

    init(
        _ doing: String, on host: String, until deadline: Deadline?,
        _ body: @escaping (Wire, Call) throws(SSHFailure) -> Bool
    ) {
        self.body = body
        super.init(doing, on: host, until: deadline)
    }

    override func advance(on wire: Wire) throws(SSHFailure) -> Bool { try body(wire, self) }
}
