/// The connection that holds a lock.
package struct LockHolder: Equatable, Sendable {
    package var connection: UInt64
    /// Whether it is the connection that asked.
    package var isOwn: Bool
    package var user: String?
    package var host: String?
    /// How long it has been in its present state.
    package var seconds: Int?
}
