@preconcurrency import Dispatch
import Glibc
import Synchronization

/// SIGINT and SIGTERM as events, for a command that goes on until it is asked to end. The second one leaves at once.
package struct StopSignals: Sendable {
    /// The name of the first one.
    package let first: AsyncStream<String>
    private let sources: [any DispatchSourceSignal]

    package init() {
        let (stream, post) = AsyncStream.makeStream(of: String.self)
        first = stream
        // Nobody reads a pipe any more, or the terminal is gone: no reason to stop.
        for number in [SIGPIPE, SIGHUP] { signal(number, SIG_IGN) }
        let count = Count()
        sources = [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM")].map { number, name in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if count.value.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
                post.yield(name)
            }
            source.resume()
            return source
        }
    }

    private final class Count: Sendable {
        let value = Atomic(0)
    }
}
