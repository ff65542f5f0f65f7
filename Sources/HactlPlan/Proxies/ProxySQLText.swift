import HactlModel

/// Statements for ProxySQL's administrative interface: SQLite's dialect, in which a quote is doubled and a backslash means nothing.
struct ProxySQLText {
    private let writer: Int
    private let reader: Int?

    init(_ settings: ProxySQLSettings) {
        writer = settings.writerHostgroup
        reader = settings.readerHostgroup
    }

    static let columns =
        "hostgroup_id, hostname, port, gtid_port, status, weight, compression, max_connections, max_replication_lag, use_ssl, "
        + "max_latency_ms, comment"

    /// One picture of the three. The tables' names in lower case: Admin refreshes what a text names, and looks for it so
    /// (`GenericRefreshStatistics`).
    static let layers =
        "SELECT 'runtime' AS layer, \(columns) FROM runtime_mysql_servers UNION ALL "
        + "SELECT 'memory', \(columns) FROM main.mysql_servers UNION ALL SELECT 'disk', \(columns) FROM disk.mysql_servers"

    /// What was loaded last, from 2.6 on. Admin knows it by its whole text (ProxySQL_Cluster.hpp).
    static let loaded =
        "PROXY_SELECT \(columns) FROM mysql_servers_v2 WHERE status<>'OFFLINE_HARD' ORDER BY hostgroup_id, hostname, port"

    static let pool =
        "SELECT hostgroup, srv_host, srv_port, status, ConnUsed, ConnFree FROM stats_mysql_connection_pool"

    static let groups =
        "SELECT writer_hostgroup, reader_hostgroup, check_type, comment FROM runtime_mysql_replication_hostgroups"

    static let load = "LOAD MYSQL SERVERS TO RUNTIME"
    static let save = "SAVE MYSQL SERVERS TO DISK"

    /// The old writer becomes a reader first, where there are readers: in no group at all the monitor would not know it. Then the
    /// row of the writer is given the new address in one statement; where the new one stands there already, all others are closed.
    func lead(to address: InstanceAddress) -> [String] {
        let here = "hostgroup_id = \(writer)"
        let it = "hostname = \(Self.quoted(address.host)) AND port = \(address.port)"
        let isThere = "EXISTS (SELECT 1 FROM mysql_servers WHERE \(here) AND \(it))"
        let isAlone = "(SELECT COUNT(*) FROM mysql_servers WHERE \(here)) = 1"
        let readers = reader.map { reader in
            "INSERT OR IGNORE INTO mysql_servers (\(Self.columns)) SELECT \(Self.columns(in: reader)) FROM mysql_servers "
                + "WHERE \(here) AND NOT (\(it))"
        }
        return [
            readers,
            "UPDATE mysql_servers SET hostname = \(Self.quoted(address.host)), port = \(address.port), status = 'ONLINE' "
                + "WHERE \(here) AND NOT \(isThere) AND \(isAlone)",
            "UPDATE mysql_servers SET status = CASE WHEN \(it) THEN 'ONLINE' ELSE 'OFFLINE_HARD' END WHERE \(here) AND \(isThere)",
        ].compactMap(\.self)
    }

    static func expel(_ address: InstanceAddress) -> String {
        "DELETE FROM mysql_servers WHERE hostname = \(quoted(address.host)) AND port = \(address.port)"
    }

    /// Like another reader, for its own row is gone.
    static func admit(_ address: InstanceAddress, into reader: Int) -> String {
        "INSERT OR IGNORE INTO mysql_servers (\(columns)) SELECT hostgroup_id, \(quoted(address.host)), \(address.port), gtid_port, "
            + "'ONLINE', weight, compression, max_connections, max_replication_lag, use_ssl, max_latency_ms, comment "
            + "FROM mysql_servers WHERE hostgroup_id = \(reader) ORDER BY hostname, port LIMIT 1"
    }

    /// A row that the monitor alone has put there comes to memory first: `LOAD` would drop it, and the monitor bring it back open.
    /// Nobody is drained where nobody else is open: an order that was given up may come late.
    static func serveReads(in reader: Int, opened: [InstanceAddress], drained: [InstanceAddress]) -> [String] {
        let here = "hostgroup_id = \(reader) AND status <> 'OFFLINE_HARD'"
        func setting(_ status: String, _ addresses: [InstanceAddress]) -> String? {
            if addresses.isEmpty { return nil }
            return "UPDATE mysql_servers SET status = '\(status)' WHERE \(here) AND (\(any(of: addresses)))"
        }
        let others = "SELECT 1 FROM mysql_servers WHERE hostgroup_id = \(reader) AND status = 'ONLINE'"
        return [
            "INSERT OR IGNORE INTO mysql_servers (\(columns)) SELECT \(columns) FROM runtime_mysql_servers "
                + "WHERE \(here) AND (\(any(of: opened + drained)))", setting("ONLINE", opened),
            setting("OFFLINE_SOFT", drained).map { "\($0) AND EXISTS (\(others) AND NOT (\(any(of: drained))))" },
        ]
        .compactMap(\.self)
    }

    private static func any(of addresses: [InstanceAddress]) -> String {
        addresses.map { "hostname = \(quoted($0.host)) AND port = \($0.port)" }.joined(separator: " OR ")
    }

    private static func columns(in hostgroup: Int) -> String {
        columns.replacingBytes(of: "hostgroup_id", with: String(hostgroup)).replacingBytes(
            of: "status", with: "'ONLINE'")
    }

    private static func quoted(_ text: String) -> String { "'" + text.escaping(["'": "''"]) + "'" }
}
