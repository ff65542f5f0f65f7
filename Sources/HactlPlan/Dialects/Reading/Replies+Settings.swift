import HactlModel

extension Replies {
    /// Empty on a server without TLS.
    var certificateEnd: Moment? { status["ssl_server_not_after"].flatMap(CertificateDate.moment) }

    /// By their new names, so that a MySQL 8.0 and a 9.x compare.
    var settings: [String: String] {
        let all = variables
        return SharedLines.comparedVariables.reduce(into: [:]) { settings, name in
            guard let value = all[name] else { return }
            let current = Self.renamed[name] ?? name
            settings[current] = settings[current] ?? value
        }
    }

    private static let renamed = [
        "slave_parallel_workers": "replica_parallel_workers",
        "slave_preserve_commit_order": "replica_preserve_commit_order",
        "slave_skip_errors": "replica_skip_errors", "skip_slave_start": "skip_replica_start",
        "tx_isolation": "transaction_isolation",
    ]

    /// Threads that apply; MariaDB counts none as one thread as well.
    var workers: Int? {
        let all = variables
        let names = ["replica_parallel_workers", "slave_parallel_workers", "slave_parallel_threads"]
        return names.lazy.compactMap { all[$0] }.first.flatMap { Int($0) }
    }

    var binlog: BinlogFacts {
        let all = variables
        let logsReplicaUpdates = all["log_replica_updates"] ?? all["log_slave_updates"] ?? ""
        return BinlogFacts(
            enabled: SQLText.isOn(all["log_bin"] ?? ""), format: all["binlog_format"] ?? "",
            logsReplicaUpdates: SQLText.isOn(logsReplicaUpdates),
            // MariaDB gives every transaction a GTID; MySQL's `gtid_mode` has four words and only one means all.
            gtid: all["gtid_mode"].map { $0.uppercased() == "ON" } ?? true,
            gtidStrict: all["gtid_strict_mode"].map(SQLText.isOn), filters: binlogFilters, retention: retention)
    }

    private var binlogFilters: [String] {
        guard let row = rows(.binlog).first else { return [] }
        return ["Binlog_Do_DB", "Binlog_Ignore_DB"].compactMap { kind in
            row[kind].flatMap { $0.isEmpty ? nil : "\(kind)=\($0)" }
        }
    }

    /// `nil` where the server knows nothing of semi-sync. MySQL 8.0.26 has new plugins with new names beside the old
    /// ones; either may be loaded, and each side alone.
    var semiSync: SemiSyncFacts? {
        let (all, now) = (variables, status)
        guard all.keys.contains(where: { $0.hasPrefix("rpl_semi_sync") }) else { return nil }
        func of(_ values: [String: String], _ tail: String) -> String? {
            values["rpl_semi_sync_source_" + tail] ?? values["rpl_semi_sync_master_" + tail]
        }
        let replica = all["rpl_semi_sync_replica_enabled"] ?? all["rpl_semi_sync_slave_enabled"] ?? ""
        return SemiSyncFacts(
            sourceEnabled: SQLText.isOn(of(all, "enabled") ?? ""), replicaEnabled: SQLText.isOn(replica),
            sourceActive: SQLText.isOn(of(now, "status") ?? ""),
            connectedReplicas: of(now, "clients").flatMap { Int($0) } ?? 0,
            waitCount: (of(all, "wait_for_replica_count") ?? of(all, "wait_for_slave_count")).flatMap { Int($0) } ?? 1,
            waitPoint: of(all, "wait_point") ?? "",
            waitingSessions: of(now, "wait_sessions").flatMap { Int($0) } ?? 0)
    }

    /// Why ordinary replication is not all that this server does.
    var clusterware: String? {
        let all = variables
        if let state = rows(.group).first?["MEMBER_STATE"], state != "OFFLINE" { return "Group Replication (\(state))" }
        let provider = all["wsrep_provider"] ?? "none"
        guard SQLText.isOn(all["wsrep_on"] ?? ""), !["none", ""].contains(provider.lowercased()) else { return nil }
        return "Galera (wsrep_on with \(provider))"
    }
}
