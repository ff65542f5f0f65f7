import HactlModel

/// Text that every server understands.
enum SharedLines {
    /// `information_schema` has a process list on every version and also while `performance_schema` is off, where
    /// MySQL's other one is empty: an empty list would say that nobody is there.
    static let processes = ScriptLine(
        "SELECT ID, USER, HOST, COMMAND, TIME FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID()",
        as: .processes)

    /// What the threads of replication do.
    static let appliers = ScriptLine(
        "SELECT STATE FROM information_schema.PROCESSLIST WHERE USER = 'system user'", as: .appliers)

    static let transactions = ScriptLine(
        "SELECT trx_mysql_thread_id AS ID, GREATEST(TIMESTAMPDIFF(SECOND, trx_started, NOW()), 0) AS seconds, "
            + "trx_rows_modified FROM information_schema.INNODB_TRX WHERE trx_mysql_thread_id <> 0",
        as: .transactions, tolerating: .anything, blindSpot: "open transactions")

    static let events = ScriptLine(
        "SELECT EVENT_SCHEMA, EVENT_NAME, DEFINER, STATUS "
            + "FROM information_schema.EVENTS",
        as: .events)

    static let semiSyncStatus = ScriptLine("SHOW GLOBAL STATUS LIKE 'Rpl\\_semi\\_sync%'", as: .status)
    /// The same, and what else of the status belongs to a whole look.
    static let status = ScriptLine(
        "SHOW GLOBAL STATUS WHERE Variable_name LIKE 'Rpl\\_semi\\_sync%' OR Variable_name = 'Ssl_server_not_after'",
        as: .status)

    static let semiSyncVariables = ScriptLine("SHOW GLOBAL VARIABLES LIKE 'rpl\\_semi\\_sync%'", as: .variables)
    static let scheduler = ScriptLine("SHOW GLOBAL VARIABLES LIKE 'event\\_scheduler'", as: .variables)

    static let grants = ScriptLine(
        "SHOW GRANTS", as: .grants, tolerating: .anything, blindSpot: "what hactl's own account may do")

    static let binaryLogs = ScriptLine("SHOW BINARY LOGS", as: .binaryLogs, tolerating: .anything)

    static let workers = ScriptLine(
        "SHOW GLOBAL VARIABLES WHERE Variable_name IN "
            + "('replica_parallel_workers', 'slave_parallel_workers', 'slave_parallel_threads')",
        as: .variables)

    /// `SHOW` names no variable that must exist, and answers also without `performance_schema`. It cuts values after
    /// 1024 (MySQL) or 2048 (MariaDB) characters, so positions are never read with it.
    static let variables = {
        let list = (comparedVariables + readVariables).map(SQLText.quoted).joined(separator: ", ")
        return ScriptLine(
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN (\(list)) OR Variable_name LIKE 'rpl\\_semi\\_sync%'",
            as: .variables)
    }()

    /// Who holds the locks by which tools keep each other off a server.
    static func locks(for context: ScriptContext) -> ScriptLine {
        let names = ManagerLocks.foreign + [ClusterLock.name(of: context.cluster)]
        let asked = names.map { "SELECT \(SQLText.quoted($0)) AS name, IS_USED_LOCK(\(SQLText.quoted($0))) AS holder" }
        return ScriptLine(asked.joined(separator: " UNION ALL "), as: .locks)
    }

    /// A session that is gone already (1094) is no error; one that we may not end (1095: MySQL's SYSTEM_USER accounts)
    /// shows in what is read afterwards.
    static func kill(_ ids: [UInt64], sparing own: [UInt64]) -> [ScriptLine] {
        ids.filter { !own.contains($0) }.map { ScriptLine("KILL \($0)", tolerating: .codes([1094, 1095])) }
    }

    /// Server variables of which a difference between members matters, by old and new names.
    static let comparedVariables = [
        "auto_increment_increment", "auto_increment_offset", "binlog_expire_logs_seconds", "binlog_format",
        "binlog_row_image", "character_set_server", "collation_server", "default_storage_engine",
        "enforce_gtid_consistency", "expire_logs_days", "explicit_defaults_for_timestamp", "gtid_mode",
        "gtid_strict_mode", "innodb_autoinc_lock_mode", "innodb_buffer_pool_size", "innodb_flush_log_at_trx_commit",
        "innodb_strict_mode", "log_bin_trust_function_creators", "lower_case_table_names", "max_allowed_packet",
        "max_connections", "relay_log_recovery", "replica_parallel_workers", "replica_preserve_commit_order",
        "replica_skip_errors", "skip_replica_start", "slave_parallel_mode", "slave_parallel_threads",
        "slave_parallel_workers", "slave_preserve_commit_order", "slave_skip_errors", "skip_slave_start", "sql_mode",
        "sync_binlog", "sync_relay_log", "system_time_zone", "time_zone", "transaction_isolation", "tx_isolation",
    ]

    /// What else is read of the variables.
    static let readVariables = [
        "binlog_expire_logs_auto_purge", "binlog_space_limit", "event_scheduler", "group_replication_group_name",
        "log_bin", "log_replica_updates", "log_slave_updates",
        "max_binlog_total_size",
        "wsrep_on", "wsrep_provider",
    ]
}
