import HactlModel

/// An instant after which nothing is waited for any more, on the clock that never jumps.
package struct Deadline: Hashable, Sendable {
    private let end: Duration

    package init(in span: Duration, from uptime: Duration) { end = uptime + span }

    package func left(at uptime: Duration) -> Duration { max(end - uptime, .zero) }
    package func hasPassed(at uptime: Duration) -> Bool { uptime >= end }
}
