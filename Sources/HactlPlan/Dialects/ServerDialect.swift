import HactlModel

/// What the dialects are put together from: the sentences in which servers differ. What is made of them is the same
/// for all, below and in the extensions.
protocol ServerDialect: Dialect {
    /// One row: flags and positions.
    var state: ScriptLine { get }
    /// One row: who the server is, its flags and positions, and what it has purged or where its domains stand.
    var who: ScriptLine { get }
    var preparedXA: ScriptLine { get }
    /// Of `read_only` after a restart; none where the server doesn't know.
    var persisted: [ScriptLine] { get }
    var channels: ScriptLine { get }
    /// Read-only, as far as it goes.
    var closing: ScriptLine { get }
    func restoring(_ writability: Writability) -> [ScriptLine]
    func waiting(for set: TransactionSet, upTo limit: Duration) throws(Unsupported) -> ScriptLine
    func starting(channel: String) -> ScriptLine
    func stopping(channel: String) -> ScriptLine
    func forgetting(channel: String) -> ScriptLine
    func following(_ settings: SourceSettings, as login: ReplicationLogin?) throws(Unsupported) -> [ScriptLine]
    func persisting(_ readOnly: Bool) throws(Unsupported) -> [ScriptLine]
    /// Lets ended sessions leave, where they may still write until then.
    func letting(_ sessions: [UInt64]) -> [ScriptLine]
    var countsKilledSessions: Bool { get }
    /// `DISABLE ON REPLICA`, or as the server calls it.
    var disabledOnReplica: String { get }
    /// By what names semi-sync goes, the likeliest first.
    var semiSyncWords: [SemiSyncWords] { get }
    /// Everything a server says of itself.
    func look(for context: ScriptContext) -> [ScriptLine]
    /// Who may write to a read-only server; `nil` where the replies don't tell.
    func privilegedUsers(in replies: Replies) -> Set<String>?
}

/// Semi-sync's variables: `rpl_semi_sync_source_enabled`, before MySQL 8.0.26 and on MariaDB `…_master_…`.
enum SemiSyncWords: String, Sendable {
    case source, master

    func enabling(source: Bool, replica: Bool) -> [ScriptLine] {
        let replicaWord = self == .source ? "replica" : "slave"
        // 1193: no such variable, for the plugin of that side is not loaded under this name.
        return [(replicaWord, replica), (rawValue, source)].map { side, value in
            ScriptLine(
                "SET GLOBAL rpl_semi_sync_\(side)_enabled = \(value ? "ON" : "OFF")", tolerating: .codes([1193]))
        }
    }
}

extension ServerDialect {
    package func script(
        for statement: Statement, context: ScriptContext
    ) throws(Unsupported) -> Script<[Observation]> {
        switch statement {
        case .close(let lockWait): close(lockWait, context)
        case .restore(let writability): changing(restoring(writability), context)
        case .open: changing([ScriptLine("SET GLOBAL read_only = OFF")], context)
        case .endSessions(let ids): endSessions(ids, context)
        case .awaitTransactions(let set, let limit): changing([try waiting(for: set, upTo: limit)], context)
        case .readTransactions: changing([], context)
        case .startReplication(let channel): replicating([starting(channel: channel)], context)
        case .stopReplication(let channel): replicating([stopping(channel: channel)], context)
        case .follow(let settings): replicating(try following(settings, as: context.replication), context)
        case .forgetSource(let channel): replicating([forgetting(channel: channel)], context)
        case .disableEvents(let events): altering(events, disabledOnReplica, context)
        case .enableEvents(let events): altering(events, "ENABLE", context)
        case .semiSync(let source, let replica): semiSync(source: source, replica: replica, context)
        case .persistReadOnly(let value): persisting(try persisting(value), context)
        case .writeMarker(let run): marker(run, context)
        case .custom(let custom): Self.custom(custom)
        }
    }
}
