/// The reasons that callers decide by.
package enum SQLFailureKind: Hashable, Sendable {
    /// The host answers, and nothing listens there.
    case refused
    /// No way to the host: no route, network down.
    case unreachable
    /// No connection in time; also a server that takes the connection and never speaks.
    case timedOut
    case unresolvable
    case authentication
    case tooManyConnections
    /// Too many broken connections from here (1129).
    case hostBlocked
    case tlsFailed
    case connectionLost
    /// The caller's deadline ended a statement, or ``SQLConnection/interrupt()`` did.
    case interrupted
    case cancelled
    /// The server's own error.
    case server(code: Int, sqlState: String)
}
