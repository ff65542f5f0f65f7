import HactlModel

extension Replies {
    /// Clocks differ a little; further ahead of its own clock no server can have a heartbeat.
    private static let leeway = Duration.seconds(2)

    /// How long ago the newest was written, by this server's own clock.
    func heartbeat(in table: HeartbeatTable) -> Sight<Duration> {
        if let refusal = refusal(of: .heartbeat) { return .unseen(Self.blindness(refusal)) }
        guard let age = rows(.heartbeat).first?["age"].flatMap({ Int64($0) }) else {
            return .unseen(Unreachable(.unreadable, detail: "the table has no row with a time in ts"))
        }
        let span = Duration.microseconds(age)
        guard span > .zero - Self.leeway else {
            return .unseen(
                Unreachable(
                    .unreadable, detail: "its newest time is \((.zero - span).words) ahead of the server's clock",
                    remedy: "Say in the inventory by which clock its times are written: `clock` of `heartbeat` is "
                        + "\(table.clock.rawValue) now."))
        }
        return .seen(max(.zero, span))
    }

    /// 1142 and 1044: "command denied"; 1146 and 1049: no such table, no such database.
    private static func blindness(_ refusal: Refusal) -> Unreachable {
        switch refusal.code {
        case 1142, 1044:
            Unreachable(.denied, detail: refusal.message, remedy: "Run the line that `hactl grants` prints for it.")
        case 1146, 1049:
            Unreachable(
                .unreadable, detail: refusal.message,
                remedy: "Correct `table` of `heartbeat` in the inventory, or let pt-heartbeat make it (--create-table)."
            )
        default: Unreachable(.unreadable, detail: refusal.message)
        }
    }

    /// `SHOW BINARY LOGS`; empty where it was refused.
    var binlogFiles: [BinlogFile] {
        rows(.binaryLogs).compactMap { row in
            guard let name = row["Log_name"], let bytes = row["File_size"].flatMap({ Int64($0) }) else { return nil }
            return BinlogFile(name, bytes: bytes)
        }
    }

    /// By age: seconds, or (5.7, MariaDB before 10.6) days; MySQL's `binlog_expire_logs_auto_purge` switches both off. By size:
    /// `binlog_space_limit` of Percona Server, `max_binlog_total_size` of MariaDB.
    var retention: BinlogRetention? {
        let all = variables
        func number(_ name: String) -> Double? { all[name].flatMap { Double($0) }.flatMap { $0 > 0 ? $0 : nil } }
        let isOff = all["binlog_expire_logs_auto_purge"].map { !SQLText.isOn($0) } ?? false
        let seconds = number("binlog_expire_logs_seconds") ?? number("expire_logs_days").map { $0 * 86_400 }
        let bytes = number("binlog_space_limit") ?? number("max_binlog_total_size")
        if bytes == nil, seconds == nil || isOff { return nil }
        return BinlogRetention(age: isOff ? nil : seconds.map { .seconds($0) }, bytes: bytes.map { Int64($0) })
    }
}
