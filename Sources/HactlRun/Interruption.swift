/// Whether an operator asked the run to stop: Ctrl-C or SIGTERM.
package protocol Interruption: Sendable {
    /// The signal's name, once it came.
    func request() async -> String?
}

/// Nobody asks.
package struct Uninterrupted: Interruption {
    package init() {}
    package func request() async -> String? { nil }
}

/// The right to change a cluster, held for a while. Its loss stops the walk.
package protocol HeldLock: Sendable {
    /// Why it is no longer held; `nil` while it is. Asked in the freeze too, so it waits for no answer.
    func loss() async -> String?
}

/// A lock nobody else could want: a simulated cluster's.
package struct UncontestedLock: HeldLock {
    package init() {}
    package func loss() async -> String? { nil }
}
