import HactlModel

/// One line of a server's process list.
struct ProcessListRow {
    let id: UInt64?
    let user: String
    let command: String
    let seconds: Int
    private let address: String

    /// A server may have thousands of sessions: where the columns stand is found once.
    struct Columns {
        let id, user, host, command, time: Int?

        init(of row: SQLRow) {
            (id, user, host) = (row.column("ID"), row.column("USER"), row.column("HOST"))
            (command, time) = (row.column("COMMAND"), row.column("TIME"))
        }
    }

    init(_ row: SQLRow, _ columns: Columns) {
        func text(_ column: Int?) -> String { column.flatMap { row[column: $0] } ?? "" }
        id = UInt64(text(columns.id))
        user = text(columns.user)
        command = text(columns.command)
        seconds = max(0, Int(text(columns.time)) ?? 0)
        address = text(columns.host)
    }

    /// `10.0.0.5` of `10.0.0.5:41230`.
    var host: String {
        guard let colon = address.utf8.lastIndex(of: UInt8(ascii: ":")),
            address.utf8[address.utf8.index(after: colon)...].allSatisfy(\.isDigit)
        else { return address }
        return String(address[..<colon])
    }

    /// A replica that reads the binary log.
    var isDump: Bool { command.hasPrefix("Binlog Dump") }

    var isClient: Bool { !Self.serversCommands.contains(command) && !isDump && !Self.serversUsers.contains(user) }

    private static let serversCommands: Set<String> = ["Daemon", "Slave_IO", "Slave_SQL", "Slave_worker"]
    private static let serversUsers: Set<String> = ["system user", "event_scheduler", "unauthenticated user", ""]
}
