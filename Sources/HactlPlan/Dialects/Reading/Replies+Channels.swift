import HactlModel

extension Replies {
    func channels(workers: Int?) throws(ScriptFailure) -> [ReplicationChannel] {
        var channels: [ReplicationChannel] = []
        for row in try answered(.channels) {
            guard let host = row[either: "Source_Host", "Master_Host"], !host.isEmpty else { continue }
            channels.append(try Self.channel(of: row, host: host, workers: workers))
        }
        return channels
    }

    private static func channel(
        of row: SQLRow, host: String, workers: Int?
    ) throws(ScriptFailure) -> ReplicationChannel {
        ReplicationChannel(
            name: row[either: "Channel_Name", "Connection_name"] ?? "",
            source: InstanceAddress(
                host: host, port: row[either: "Source_Port", "Master_Port"].flatMap { Int($0) } ?? 3306),
            sourceIdentity: row.sourceIdentity, receiver: row.receiver, applier: row.applier,
            lag: row[either: "Seconds_Behind_Source", "Seconds_Behind_Master"].flatMap { Int($0) },
            delay: row.int("SQL_Delay") ?? 0, autoPosition: row.followsByGTID, received: try received(row),
            appliedUpTo: row.appliedUpTo,
            places: row.places, filters: row.filters, workers: workers)
    }

    private static func received(_ row: SQLRow) throws(ScriptFailure) -> TransactionSet? {
        if let text = row["Retrieved_Gtid_Set"], row.followsByGTID || !text.isEmpty { return try gtids(text) }
        guard row.followsByGTID, let text = row["Gtid_IO_Pos"] else { return nil }
        return .domains(try domains(text))
    }
}

extension SQLRow {
    /// MySQL's uuid is empty until the first connection. MariaDB has a number only, and after CHANGE MASTER goes on showing
    /// that of the former source until it has reached the new one (seen on 10.11): it counts while connected.
    fileprivate var sourceIdentity: String? {
        if let uuid = self[either: "Source_UUID", "Master_UUID"] { return uuid.isEmpty ? nil : uuid }
        guard receiver == .running, let number = self["Master_Server_Id"], number != "0" else { return nil }
        return number
    }

    fileprivate var receiver: ThreadState {
        switch self[either: "Replica_IO_Running", "Slave_IO_Running"] ?? "" {
        case "Yes": .running
        case "No": .stopped(error: error("Last_IO_Errno", "Last_IO_Error"))
        // "Connecting", and MariaDB's "Preparing".
        default: .connecting(error: error("Last_IO_Errno", "Last_IO_Error"))
        }
    }

    fileprivate var applier: ThreadState {
        self[either: "Replica_SQL_Running", "Slave_SQL_Running"] == "Yes"
            ? .running : .stopped(error: error("Last_SQL_Errno", "Last_SQL_Error"))
    }

    private func error(_ number: String, _ words: String) -> String {
        let message = text(words).split(whereSeparator: \.isNewline).joined(separator: " ")
        guard let code = int(number), code != 0 else { return message }
        return "error \(code): \(message)"
    }

    fileprivate var followsByGTID: Bool {
        if let word = self["Using_Gtid"] { return word.lowercased() != "no" }
        return flag("Auto_Position") ?? false
    }

    /// Begins no transaction's middle, other than where the receiver is. `nil` as long as nothing was applied of its source.
    fileprivate var appliedUpTo: TransactionSet? {
        let place = place(
            "Relay_Source_Log_File", "Relay_Master_Log_File", "Exec_Source_Log_Pos", "Exec_Master_Log_Pos")
        return place?.isEmpty == false ? place : nil
    }

    /// `nil` where it follows by GTID. The log is the source's, as far as the replica knows whose that is.
    fileprivate var places: SourcePlaces? {
        guard !followsByGTID,
            let read = place("Source_Log_File", "Master_Log_File", "Read_Source_Log_Pos", "Read_Master_Log_Pos"),
            let executed = appliedUpTo
        else { return nil }
        let state = self[either: "Replica_SQL_Running_State", "Slave_SQL_Running_State"] ?? ""
        return SourcePlaces(read: read, executed: executed, isIdle: state.contains("has read all relay log"))
    }

    private func place(_ file: String, _ oldFile: String, _ end: String, _ oldEnd: String) -> TransactionSet? {
        guard let name = self[either: file, oldFile], let position = self[either: end, oldEnd].flatMap({ UInt64($0) })
        else { return nil }
        return .file(log: sourceIdentity ?? "", name: name, position: position)
    }

    fileprivate var filters: [String] {
        let kinds = [
            "Replicate_Do_DB", "Replicate_Ignore_DB", "Replicate_Do_Table", "Replicate_Ignore_Table",
            "Replicate_Wild_Do_Table", "Replicate_Wild_Ignore_Table", "Replicate_Rewrite_DB",
            "Replicate_Ignore_Server_Ids", "Replicate_Do_Domain_Ids", "Replicate_Ignore_Domain_Ids",
        ]
        return kinds.compactMap { kind in self[kind].flatMap { $0.isEmpty ? nil : "\(kind)=\($0)" } }
    }
}
