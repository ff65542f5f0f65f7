import HactlModel

extension Replies {
    func writability() throws(ScriptFailure) -> Writability {
        let row = try row(.state)
        guard let readOnly = row.flag("read_only") else { throw .unreadable("read_only is missing") }
        return Writability(readOnly: readOnly, superReadOnly: row.flag("super_read_only"), persistedReadOnly: persisted)
    }

    /// A persisted `super_read_only` switches `read_only` on as well when the server starts.
    private var persisted: Bool? {
        let values = rows(.persisted).reduce(into: [String: Bool]()) { values, row in
            values[row.text("name").lowercased()] = row.flag("value")
        }
        return values["super_read_only"] == true ? true : values["read_only"]
    }

    /// - Parameter log: the server's identity where it gives transactions no GTIDs.
    func transactions(in log: String?) throws(ScriptFailure) -> Transactions {
        if let log { return Transactions(executed: place(in: log)) }
        let row = try row(.state)
        if let executed = row["gtid_executed"] {
            let purged = try row["gtid_purged"].map { (text) throws(ScriptFailure) in try Self.gtids(text) }
            return Transactions(executed: try Self.gtids(executed), purged: purged)
        }
        guard let logged = row["gtid_binlog_pos"] else { throw .unreadable("no position of transactions") }
        let state = try row["gtid_binlog_state"].map { (text) throws(ScriptFailure) in try Self.domains(text) }
        let executed = try Self.domains(logged).united(with: try Self.domains(row.text("gtid_slave_pos")))
        return Transactions(executed: .domains(executed), state: state)
    }

    /// MySQL with `gtid_mode` OFF: what `gtid_executed` may hold then is of former times.
    var log: String? {
        guard variables["gtid_mode"]?.uppercased() == "OFF" else { return nil }
        return rows(.state).first?["server_uuid"]
    }

    /// Nothing where there is no binary log.
    private func place(in log: String) -> TransactionSet {
        guard let row = rows(.binlog).first, let name = row["File"], let position = row.identifier("Position") else {
            return .file(log: log, name: "", position: 0)
        }
        return .file(log: log, name: name, position: position)
    }

    static func gtids(_ text: String) throws(ScriptFailure) -> TransactionSet {
        do throws(PositionError) { return .gtids(try MySQLGTIDSet(parsing: text)) } catch {
            throw .unreadable("\(error)")
        }
    }

    static func domains(_ text: String) throws(ScriptFailure) -> MariaDBGTIDList {
        do throws(PositionError) { return try MariaDBGTIDList(parsing: text) } catch { throw .unreadable("\(error)") }
    }

    func identity() throws(ScriptFailure) -> Identity {
        let row = try row(.state)
        guard let text = row["version"], let server = row.identifier("server_id") else {
            throw .unreadable("version or server_id is missing")
        }
        let (flavour, version) = DialectCatalog.reading(text)
        return Identity(
            flavour: flavour, version: version, serverID: server, uuid: row["server_uuid"] ?? String(server),
            hostname: row.text("hostname"), port: row.int("port") ?? 3306, clusterware: clusterware)
    }
}
