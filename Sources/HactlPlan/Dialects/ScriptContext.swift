import HactlModel

/// What the door knows and a script needs.
package struct ScriptContext: Sendable {
    package var member: MemberName
    package var cluster: String
    /// hactl's own connections to this server, by the server's ids: never ended, never shown.
    package var connections: [UInt64]
    /// hactl's account there. Its sessions are ended with the clients', in case a person uses it too; but that one of
    /// hactl's own probes comes back at once is no straggler.
    package var account: String
    package var replication: ReplicationLogin?
    /// hactl's account on the server whose data is copied.
    package var donor: ReplicationLogin?
    /// Users who may write to a read-only server, as the last whole look saw them (`InstanceFacts.privilegedUsers`).
    package var privilegedUsers: Set<String>
    /// The server's identity where it gives transactions no GTIDs, as the last whole look saw it: then places in its
    /// binary log are all that tells how far it is.
    package var log: String?
    /// Where heartbeats are written; `nil` where nobody writes any.
    package var heartbeat: HeartbeatTable?

    package init(
        member: MemberName, cluster: String, connections: [UInt64] = [], account: String = "",
        replication: ReplicationLogin? = nil,
        privilegedUsers: Set<String> = [], log: String? = nil, heartbeat: HeartbeatTable? = nil
    ) {
        self.heartbeat = heartbeat
        self.member = member
        self.cluster = cluster
        self.connections = connections
        self.account = account
        self.replication = replication
        self.privilegedUsers = privilegedUsers
        self.log = log
    }
}
