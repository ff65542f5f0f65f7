import HactlModel
import HactlPlan

extension CheckCases {
    static let servers = [binlog, versions, identities, clusterware, durability, settings, persisted, privileges]

    private static let privileges = CaseList(Privileges.self)
        .objects("db2", "lacks RELOAD ON *.* (RESET REPLICA ALL) on db2") {
            $0.server("db2") { $0.missingPrivileges = ["RELOAD ON *.* (RESET REPLICA ALL)"] }
        }

    private static let binlog = CaseList(BinaryLog.self)
        .refuses("db2", "has no binary log: nobody could follow it") { $0.server("db2") { $0.binlog.enabled = false } }
        .warns("db3", "has no binary log: it could never") { $0.server("db3") { $0.binlog.enabled = false } }
        .refuses("db2", "log_replica_updates OFF): those who follow it") {
            $0.server("db2") { $0.binlog.logsReplicaUpdates = false }
        }
        .warns("db3", "log_replica_updates OFF)") { $0.server("db3") { $0.binlog.logsReplicaUpdates = false } }
        .refuses("db2", "filters what it logs or replicates (replicate_do_db=shop)") {
            $0.channel("db2") { $0.filters = ["replicate_do_db=shop"] }
        }
        .refuses("db1", "binlog_ignore_db=tmp") { $0.server("db1") { $0.binlog.filters = ["binlog_ignore_db=tmp"] } }
        .warns("db3", "it is a partial copy") { $0.channel("db3") { $0.filters = ["replicate_do_db=shop"] } }
        .warns("db2", "ROW on db1 and MIXED on db2") { $0.server("db2") { $0.binlog.format = "MIXED" } }
        .warns("db2", "binlog_format is STATEMENT") {
            for name in Cast.names { $0.server(name) { $0.binlog.format = "STATEMENT" } }
        }

    private static let versions = CaseList(ServerVersions.self)
        .fine("a newer patch of the same series") { $0.server("db2") { $0.identity.version.patch = 9 } }
        .fine("the candidate is older") { $0.server("db2") { $0.identity.version = ServerVersion(8, 0, 40) } }
        .refuses("db2", "db2 (9.1.0) is newer than db3 (8.4.3)") {
            $0.server("db2") { $0.identity.version = ServerVersion(9, 1) }
        }
        .objects("db2", "db2 (9.1.0) is newer than db1 (8.4.3)") {
            for name: MemberName in ["db2", "db3"] { $0.server(name) { $0.identity.version = ServerVersion(9, 1) } }
        }
        .refuses("db2", "db2 is mysql and db3 is mariadb") { $0.server("db3") { $0.identity.flavour = .mariadb } }

    private static let identities = CaseList(UniqueIdentities.self)
        .refuses(nil, "db1 and db3 share server_id 1") { $0.server("db3") { $0.identity.serverID = 1 } }
        .refuses(nil, "db2 and db3 share server_uuid 22222222") {
            $0.server("db3") { $0.identity.uuid = Cast.uuid(2).uppercased() }
        }
        .refuses("db2", "db2 has server_id 0") { $0.server("db2") { $0.identity.serverID = 0 } }

    private static let clusterware = CaseList(NoClusterware.self)
        .refuses("db3", "db3 is a member of Galera") { $0.server("db3") { $0.identity.clusterware = "Galera" } }

    private static let durability = CaseList(Durability.self)
        .fine("the primary is the weaker one") { $0.server("db1") { $0.settings["sync_binlog"] = "0" } }
        .objects("db2", "db2 has sync_binlog=0: a power failure loses transactions that were confirmed; db1 has 1") {
            $0.server("db2") { $0.settings["sync_binlog"] = "0" }
        }
        .warns("db2", "innodb_flush_log_at_trx_commit=2: a power failure loses transactions that were confirmed, as") {
            for name in Cast.names { $0.server(name) { $0.settings["innodb_flush_log_at_trx_commit"] = "2" } }
        }
        .warns("db2", "sync_binlog of db2 can't be told") { $0.server("db2") { $0.settings["sync_binlog"] = nil } }

    private static let settings = CaseList(SameSettings.self)
        .fine("what only one of them tells is not compared") { $0.server("db1") { $0.settings["sql_mode"] = "" } }
        .fine("durability is for P30") { $0.server("db2") { $0.settings["sync_binlog"] = "0" } }
        .warns("db2", "max_connections is 500 on db1 and 100 on db2") {
            $0.server("db2") { $0.settings["max_connections"] = "100" }
        }

    private static let persisted = CaseList(ReadOnlyPersisted.self)
        .fine("the option file says so") {
            $0.server("db1") { $0.writability.persistedReadOnly = nil }
            $0.host("db1") { $0.optionFileReadOnly = true }
        }
        .warns("db1", "db1 would come back writable") { $0.server("db1") { $0.writability.persistedReadOnly = false } }
        .warns("db3", "it can't be told whether db3") { $0.server("db3") { $0.writability.persistedReadOnly = nil } }
}
