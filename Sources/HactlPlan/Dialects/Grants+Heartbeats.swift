import HactlModel

extension RequiredGrant {
    /// Of the one table. A switchover does without it, so nobody asks for it but `hactl grants`.
    package static func heartbeats(in table: HeartbeatTable) -> RequiredGrant {
        RequiredGrant(
            "SELECT ON \(SQLText.identifier(table.schema)).\(SQLText.identifier(table.table))",
            because: "know by heartbeats how far replicas are behind")
    }
}
