import HactlModel

/// Heartbeats are written, and can be read everywhere.
package struct Heartbeats: HealthCheck {
    package static let code = "H04"
    package static let summary =
        "Where the inventory names a table of heartbeats, it is written to, and every member shows it. Without heartbeats lag is what the "
        + "servers say, who say 0 to a network that is broken."

    package init() {}

    package func findings(about cluster: Cluster, seen facts: Facts, at now: Moment) -> [Finding] {
        guard let table = cluster.heartbeat else { return [] }
        return silence(of: table, facts) + cluster.members.compactMap { blindness($0.name, table, facts) }
    }

    private func silence(of table: HeartbeatTable, _ facts: Facts) -> [Finding] {
        guard let silence = facts.heartbeatSilence, silence > Facts.longestHeartbeatSilence else { return [] }
        let clock = table.clock == .utc ? " --utc" : ""
        return [
            Finding(
                Self.code, .warning,
                "nobody has written a heartbeat to \(table.schema).\(table.table) for \(silence.words): lag is what the servers say",
                remedy:
                    "Run it on the primary: pt-heartbeat --update --daemonize\(clock) --database \(table.schema) --table "
                    + "\(table.table). If it runs, its times are by another clock than `clock` of the inventory says.")
        ]
    }

    private func blindness(_ name: MemberName, _ table: HeartbeatTable, _ facts: Facts) -> Finding? {
        guard case .unseen(let reason)? = facts.instance(name)?.heartbeat else { return nil }
        return Finding(
            Self.code, .warning, on: name,
            "the heartbeats in \(table.schema).\(table.table) can't be seen on \(name) (\(reason.sentence))",
            remedy: reason.remedy ?? "Look at the table on \(name), or take `heartbeat` out of the inventory.")
    }
}
