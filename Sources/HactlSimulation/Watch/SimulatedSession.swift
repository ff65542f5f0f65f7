/// A session of a machine's hactl on a server: what a lock there belongs to.
package struct SimulatedSession: Hashable, Sendable {
    package let id: UInt64
    package let machine: SimulatedMachine

    /// After this a server ends a session of which it hears nothing.
    package static let silence = Duration.seconds(15)
}
