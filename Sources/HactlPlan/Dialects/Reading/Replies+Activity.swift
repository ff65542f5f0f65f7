import HactlModel

extension Replies {
    /// The clients' sessions. Left out: hactl's own, replication, the server's own threads, and logins that are not
    /// finished, which have no account yet.
    ///
    /// A killed session counts as gone where `read_only` holds for everyone (MySQL): what it still does, it undoes. On
    /// MariaDB one that may write counts until it has left.
    func sessions(for context: ScriptContext, countingKilled: Bool) throws(ScriptFailure) -> [Session] {
        sessions(among: try processes(), context, countingKilled)
    }

    private func sessions(
        among processes: [ProcessListRow], _ context: ScriptContext, _ countingKilled: Bool
    ) -> [Session] {
        let sessions = processes.compactMap { process -> Session? in
            guard let id = process.id, !context.connections.contains(id), process.isClient else { return nil }
            guard countingKilled || process.command != "Killed" else { return nil }
            return Session(
                id: id, user: process.user, host: process.host, command: process.command, seconds: process.seconds,
                ignoresReadOnly: context.privilegedUsers.contains(process.user))
        }
        return sessions.sorted { $0.id < $1.id }
    }

    func activity(for context: ScriptContext, countingKilled: Bool) throws(ScriptFailure) -> Activity {
        let processes = try processes()
        let sessions = sessions(among: processes, context, countingKilled)
        return Activity(
            sessions: sessions, transactions: openTransactions(of: sessions), preparedXA: preparedXA,
            dumpThreads: processes.count(where: \.isDump))
    }

    private func processes() throws(ScriptFailure) -> [ProcessListRow] {
        let rows = try answered(.processes)
        guard let columns = rows.first.map(ProcessListRow.Columns.init) else { return [] }
        return rows.map { ProcessListRow($0, columns) }
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
