import HactlModel

/// No replica lags while one thread alone applies.
package struct LoneApplier: HealthCheck {
    package static let code = "H02"
    package static let summary =
        "A replica that lags applies with more than one thread. One alone is the usual reason for lag, and what a replica still has to apply is "
        + "outage in a switchover."

    package init() {}

    package func findings(about cluster: Cluster, seen facts: Facts, at now: Moment) -> [Finding] {
        cluster.members.compactMap { member in
            guard let instance = facts.instance(member.name),
                let channel = instance.channels.first(where: { $0.workers.map { $0 <= 1 } ?? false }),
                let lag = facts.lag(of: member.name, by: channel), lag > 1
            else { return nil }
            return Finding(
                Self.code, .warning, on: member.name, "\(member.name) lags \(lag)s, and one thread alone applies there",
                remedy: instance.identity.flavour == .mysql ? mysql(instance) : Self.mariadb)
        }
    }

    /// WRITESET is what 8.4 always does, and 9.0 knows no other (`binlog_transaction_dependency_tracking`).
    private func mysql(_ instance: InstanceFacts) -> String {
        let isOld = instance.identity.version < ServerVersion(8, 4)
        return (isOld ? "On the primary: SET PERSIST binlog_transaction_dependency_tracking = WRITESET. " : "")
            + "On the replica: STOP REPLICA SQL_THREAD; SET PERSIST replica_parallel_workers = 4, replica_preserve_commit_order = ON; "
            + "START REPLICA SQL_THREAD."
    }

    private static let mariadb =
        "On the replica: STOP SLAVE SQL_THREAD; SET GLOBAL slave_parallel_threads = 4, slave_parallel_mode = optimistic; START SLAVE "
        + "SQL_THREAD; and both in its option file."
}
