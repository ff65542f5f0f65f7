/// How a session of hactl is bounded in the server.
package struct SessionLimits: Equatable, Sendable {
    /// How long a statement waits for locks on tables and for the server's own locks.
    package var lockWait: Duration
    /// How long a statement may run; `nil`: the door ends it.
    package var statement: Duration?
    /// How long the session may be silent. When hactl's host vanishes, its locks are given back after this.
    package var idle: Duration

    package init(
        lockWait: Duration = .seconds(2), statement: Duration? = nil, idle: Duration = .seconds(3600)
    ) {
        self.lockWait = lockWait
        self.statement = statement
        self.idle = idle
    }
}
