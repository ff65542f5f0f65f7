import HactlModel

/// What the dialects are put together from: the sentences in which servers differ. What is made of them is the same
/// for all, below and in the extensions.
protocol ServerDialect: Dialect {
    /// One row: flags and positions.
    var state: ScriptLine { get }
    /// One row: who the server is, its flags and positions, and what it has purged or where its domains stand.
    var who: ScriptLine { get }
    /// Where its own binary log ends, and what that leaves out.
    var binaryLog: ScriptLine { get }
    var preparedXA: ScriptLine { get }
    /// Of `read_only` after a restart; none where the server doesn't know.
    var persisted: [ScriptLine] { get }
    var channels: ScriptLine { get }
    /// Read-only, as far as it goes.
    var closing: ScriptLine { get }
    /// Keeps everybody from committing, where read-only does not, as long as the session lives; refusals are tolerated.
    /// Empty where there is nothing of that kind, or no need.
    var sealing: [ScriptLine] { get }
    var unsealing: [ScriptLine] { get }
    /// Ends whoever waits for the seal to go.
    var endingSealed: [ScriptLine] { get }
    func restoring(_ writability: Writability) -> [ScriptLine]
    func waiting(for set: TransactionSet, upTo limit: Duration) throws(Unsupported) -> ScriptLine
    func starting(channel: String) -> ScriptLine
    func stopping(channel: String) -> ScriptLine
    func stoppingReceiver(channel: String) -> [ScriptLine]
    func startingApplier(channel: String) -> ScriptLine
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
    /// A SELECT (from behind that word) that must not hold up a look: the server gives it up after a time.
    func briefly(_ question: String, upTo limit: Duration) -> String
    /// Everything a server says of itself.
    func look(for context: ScriptContext) -> [ScriptLine]
    /// What the server keeps.
    func data(_ context: ScriptContext) -> Script<[Observation]>?
    /// How far a copy is that is being made on it, or was made last.
    func copy(_ context: ScriptContext) -> Script<[Observation]>?
    func preparingCopy(_ context: ScriptContext) throws(Unsupported) -> Script<[Observation]>
    /// Ends only when the copy has ended, by the end of the server's connections.
    func copying(_ order: CopyOrder, _ context: ScriptContext) throws(Unsupported) -> Script<[Observation]>
    /// Who may write to a read-only server; `nil` where the replies don't tell.
    func privilegedUsers(in replies: Replies) -> Set<String>?
}

extension ServerDialect {
    var sealing: [ScriptLine] { [] }
    var unsealing: [ScriptLine] { [] }
    var endingSealed: [ScriptLine] { [] }

    /// Flags and positions. Without GTIDs a position is two places, and the end of its own log is read last: it then
    /// covers all that the server is seen to have executed.
    func positions(_ context: ScriptContext) -> [ScriptLine] {
        context.log == nil ? [state] : [state, channels, SharedLines.workers, binaryLog]
    }
}
