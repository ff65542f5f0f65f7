import HactlModel

/// What the door knows and a script needs.
package struct ScriptContext: Sendable {
    package var member: MemberName
    package var cluster: String
    /// hactl's own connections to this server, by the server's ids: never ended, never shown.
    package var connections: [UInt64]
    package var replication: ReplicationLogin?
    /// Users who may write to a read-only server, as the last whole look saw them (`InstanceFacts.privilegedUsers`).
    package var privilegedUsers: Set<String>

    package init(
        member: MemberName, cluster: String, connections: [UInt64] = [], replication: ReplicationLogin? = nil,
        privilegedUsers: Set<String> = []
    ) {
        self.member = member
        self.cluster = cluster
        self.connections = connections
        self.replication = replication
        self.privilegedUsers = privilegedUsers
    }
}

/// The account with which replicas follow, its secret at hand.
package struct ReplicationLogin: Sendable {
    package var user: String
    package var password: Secret
    package var tls: Bool

    package init(user: String, password: Secret, tls: Bool) {
        self.user = user
        self.password = password
        self.tls = tls
    }
}

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
