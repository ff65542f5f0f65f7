import HactlModel

extension Replies {
    /// The clients' sessions. Left out: hactl's own, replication, the server's own threads, and logins that are not
    /// finished, which have no account yet.
    ///
    /// A killed session counts as gone where `read_only` holds for everyone (MySQL): what it still does, it undoes. On
    /// MariaDB one that may write counts until it has left.
    func sessions(for context: ScriptContext, countingKilled: Bool) throws(ScriptFailure) -> [Session] {
        let sessions = try answered(.processes).compactMap { row -> Session? in
            guard let id = row.identifier("ID"), !context.connections.contains(id), row.isClient else { return nil }
            guard countingKilled || row.text("COMMAND") != "Killed" else { return nil }
            let user = row.text("USER")
            return Session(
                id: id, user: user, host: row.host, command: row.text("COMMAND"),
                seconds: max(0, row.int("TIME") ?? 0), ignoresReadOnly: context.privilegedUsers.contains(user))
        }
        return sessions.sorted { $0.id < $1.id }
    }

    func activity(for context: ScriptContext, countingKilled: Bool) throws(ScriptFailure) -> Activity {
        let sessions = try sessions(for: context, countingKilled: countingKilled)
        return Activity(
            sessions: sessions, transactions: openTransactions(of: sessions), preparedXA: preparedXA,
            dumpThreads: rows(.processes).count { $0.text("COMMAND").hasPrefix("Binlog Dump") })
    }

    private func openTransactions(of sessions: [Session]) -> [OpenTransaction] {
        rows(.transactions).compactMap { row in
            guard let session = sessions.first(where: { $0.id == row.identifier("ID") }) else { return nil }
            return OpenTransaction(
                session: session.id, user: session.user, seconds: row.int("seconds") ?? 0,
                rowsModified: row.int("trx_rows_modified") ?? 0, isIdle: session.command == "Sleep")
        }
    }

    private var preparedXA: [String] { rows(.preparedXA).compactMap { $0["data"] } }
}

extension SQLRow {
    /// Commands and users of the process list that are no client's.
    var isClient: Bool {
        let command = text("COMMAND")
        let users = ["system user", "event_scheduler", "unauthenticated user", ""]
        let isServers = ["Daemon", "Slave_IO", "Slave_SQL", "Slave_worker"].contains(command)
        return !isServers && !command.hasPrefix("Binlog Dump") && !users.contains(text("USER"))
    }

    /// `10.0.0.5` of `10.0.0.5:41230`.
    var host: String {
        let text = text("HOST")
        guard let colon = text.lastIndex(of: ":"), text[text.index(after: colon)...].allSatisfy(\.isNumber) else {
            return text
        }
        return String(text[..<colon])
    }
}
