/// A moment after which nobody waits any more.
typealias Deadline = ContinuousClock.Instant

extension Deadline {
    static func after(_ limit: Duration) -> Deadline { ContinuousClock.now.advanced(by: limit) }

    /// What is left of it; never negative.
    var remaining: Duration { max(.zero, ContinuousClock.now.duration(to: self)) }

    var isOver: Bool { ContinuousClock.now >= self }
}

extension Duration {
    /// Whole milliseconds, rounded up: a `poll` that returns a little early would only be called again.
    var wholeMilliseconds: CInt {
        let (seconds, attoseconds) = components
        let milliseconds = seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return CInt(clamping: milliseconds)
    }

    /// For sentences: `250 ms`, `5 s`.
    var spoken: String {
        let milliseconds = wholeMilliseconds
        return milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000) s" : "\(milliseconds) ms"
    }
}
