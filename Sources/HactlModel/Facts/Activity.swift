/// What goes on in a server.
package struct Activity: Equatable, Sendable, Codable {
    package var sessions: [Session]
    package var transactions: [OpenTransaction]
    /// Prepared XA transactions, by their identifiers.
    package var preparedXA: [String]
    /// Replicas that read this server's binlog now.
    package var dumpThreads: Int
    /// Temporary tables that the applier has open (`Replica_open_temp_tables`); `nil` when it wasn't asked.
    package var openTemporaryTables: Int?

    package init(
        sessions: [Session] = [], transactions: [OpenTransaction] = [], preparedXA: [String] = [], dumpThreads: Int = 0,
        openTemporaryTables: Int? = nil
    ) {
        self.sessions = sessions
        self.transactions = transactions
        self.preparedXA = preparedXA
        self.dumpThreads = dumpThreads
        self.openTemporaryTables = openTemporaryTables
    }
}

/// A client's session. Replication, the server's own threads and hactl's sessions are not among them.
package struct Session: Hashable, Sendable, Codable {
    package var id: UInt64
    package var user: String
    package var host: String
    package var command: String
    package var seconds: Int
    /// Whether its account may write to a read-only server.
    package var ignoresReadOnly: Bool

    package init(
        id: UInt64, user: String, host: String, command: String = "Sleep", seconds: Int = 0,
        ignoresReadOnly: Bool = false
    ) {
        self.id = id
        self.user = user
        self.host = host
        self.command = command
        self.seconds = seconds
        self.ignoresReadOnly = ignoresReadOnly
    }
}

/// A transaction that is open, and since when.
package struct OpenTransaction: Hashable, Sendable, Codable {
    package var session: UInt64
    package var user: String
    package var seconds: Int
    package var rowsModified: Int
    /// Its session waits for the client: it will not end by itself.
    package var isIdle: Bool

    package init(session: UInt64, user: String, seconds: Int, rowsModified: Int, isIdle: Bool) {
        self.session = session
        self.user = user
        self.seconds = seconds
        self.rowsModified = rowsModified
        self.isIdle = isIdle
    }
}

/// Another tool that holds, or has held, this server.
package struct ManagerLock: Hashable, Sendable, Codable {
    /// What the lock is called: `maxscale_mariadbmonitor`, `MHA_Master_High_Availability_Monitor`, `hactl:shop`.
    package var name: String
    package var holder: UInt64

    package init(name: String, holder: UInt64) {
        self.name = name
        self.holder = holder
    }
}
