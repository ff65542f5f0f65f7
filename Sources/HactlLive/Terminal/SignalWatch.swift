import Glibc
import HactlRun

/// Ctrl-C and SIGTERM, as a question that the walk asks between two stages.
///
/// The first one is a request. The second one leaves at once: the journal says where things stand.
package struct SignalWatch: Interruption {
    /// Only what a signal handler may touch (signal-safety(7)): one number at a fixed place. A handler interrupts its own
    /// thread, so the number can change between any two reads; no read here depends on another.
    nonisolated(unsafe) private static let seen = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: 1)

    /// Whether nothing is under way that a signal could stop: a drill holds.
    nonisolated(unsafe) private static let holding = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: 1)

    /// Begins to watch. Called once, by the command that changes something.
    package init() {
        Self.seen.initialize(to: 0)
        Self.holding.initialize(to: 0)
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, Self.note) }
        // Neither a pipe that nobody reads any more nor Ctrl-Z may stop a run while writes are frozen.
        for number in [SIGPIPE, SIGTSTP] { signal(number, SIG_IGN) }
    }

    private static let note: @convention(c) (CInt) -> Void = { number in
        if seen.pointee != 0 { leave() }
        seen.pointee = number
        if holding.pointee != 0 {
            return say("\nEnding the hold; the writer is led back. A second signal leaves it where it is.\n")
        }
        say("\nStopping after the current step. A second signal leaves at once; the journal says where things stand.\n")
    }

    private static func leave() {
        if holding.pointee != 0 {
            say("\nLeft. The writer stays where it is; `hactl apply switchover` leads it back.\n")
            _exit(128 + seen.pointee)
        }
        say("\nLeft. `hactl resume` goes on, `hactl rollback` puts back.\n")
        _exit(128 + seen.pointee)
    }

    private static func say(_ words: StaticString) {
        _ = write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
    }

    /// From now on a signal ends a hold. One that came before, ends it at once.
    package func hold() { Self.holding.pointee = 1 }

    /// The hold is over, and what ended it is dealt with: from now on the next signal is the first again.
    package func release() {
        Self.seen.pointee = 0
        Self.holding.pointee = 0
    }

    package func request() async -> String? {
        switch Self.seen.pointee {
        case 0: nil
        case SIGINT: "SIGINT"
        case SIGTERM: "SIGTERM"
        case let other: "signal \(other)"
        }
    }
}
