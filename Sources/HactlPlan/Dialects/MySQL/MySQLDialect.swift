import HactlModel

/// MySQL of any version: what the versions share. They differ in words.
protocol MySQLDialect: ServerDialect {
    var words: MySQLWords { get }
    /// Of `read_only` after a restart.
    var persisted: [ScriptLine] { get }
}

extension MySQLDialect {
    package var flavour: Flavour { .mysql }
    var countsKilledSessions: Bool { false }
    var disabledOnReplica: String { words.disabledOnReplica }
    var semiSyncWords: [SemiSyncWords] { words.semiSync }

    package func initial(_ limits: SessionLimits) -> String {
        SessionStart.text(
            limits, statement: "max_execution_time = \(limits.statement.map { max(1, $0.milliseconds) } ?? 0)")
    }

    var state: ScriptLine { ScriptLine("SELECT \(Self.flags)", as: .state) }

    var who: ScriptLine {
        ScriptLine(
            "SELECT @@GLOBAL.version AS version, @@GLOBAL.server_id AS server_id, @@GLOBAL.server_uuid AS server_uuid, "
                + "@@GLOBAL.hostname AS hostname, @@GLOBAL.port AS port, \(Self.flags), "
                + "@@GLOBAL.gtid_purged AS gtid_purged", as: .state)
    }

    private static var flags: String {
        "@@GLOBAL.read_only AS read_only, @@GLOBAL.super_read_only AS super_read_only, "
            + "@@GLOBAL.gtid_executed AS gtid_executed"
    }

    var preparedXA: ScriptLine {
        ScriptLine(
            "XA RECOVER CONVERT XID", as: .preparedXA, tolerating: .anything, blindSpot: "prepared XA transactions")
    }

    /// "Setting super_read_only to ON implicitly forces read_only to ON" (manual, `read_only`). It waits for LOCK TABLES of
    /// others and for commits under way, not for transactions that are merely open: their COMMIT then fails with 1290.
    var closing: ScriptLine { ScriptLine("SET GLOBAL super_read_only = ON") }

    /// "Setting read_only to OFF implicitly forces super_read_only to OFF" (manual, `read_only`): `open` needs no more,
    /// and `super_read_only` must go first where `read_only` is to stay.
    func restoring(_ writability: Writability) -> [ScriptLine] {
        switch (writability.readOnly, writability.superReadOnly ?? false) {
        case (false, _): [ScriptLine("SET GLOBAL read_only = OFF")]
        case (true, true): [closing]
        case (true, false): [ScriptLine("SET GLOBAL super_read_only = OFF"), ScriptLine("SET GLOBAL read_only = ON")]
        }
    }

    /// A timeout is an answer (1), not an error; the positions read behind it tell. A timeout of 0 would wait for ever.
    ///
    /// The wait for a place answers at once where the applier stands still, and with several appliers up to
    /// `replica_checkpoint_period` (300 ms) after the place was reached (manual, `SOURCE_POS_WAIT`).
    func waiting(for set: TransactionSet, upTo limit: Duration) throws(Unsupported) -> ScriptLine {
        let seconds = words.waitsForFractions ? SQLText.seconds(limit) : String(SQLText.wholeSeconds(limit))
        switch set {
        case .gtids:
            return ScriptLine("SELECT WAIT_FOR_EXECUTED_GTID_SET(\(SQLText.quoted(set.text)), \(seconds))")
        case .file(_, let name, let position):
            return ScriptLine("SELECT \(words.positionWait)(\(SQLText.quoted(name)), \(position), \(seconds), '')")
        case .domains:
            throw Unsupported(
                because: "MySQL does not know MariaDB's GTIDs (\(set.brief))",
                remedy: "let all members be MySQL")
        }
    }

    /// Killed sessions are cut off at once, and nobody writes while `super_read_only` holds.
    func letting(_ sessions: [UInt64]) -> [ScriptLine] { [] }
    func privilegedUsers(in replies: Replies) -> Set<String>? { nil }

    /// MySQL 5.7's manual on: "MAX_EXECUTION_TIME hint".
    func briefly(_ question: String, upTo limit: Duration) -> String {
        "SELECT /*+ MAX_EXECUTION_TIME(\(max(1, limit.milliseconds))) */ \(question)"
    }

    func look(for context: ScriptContext) -> [ScriptLine] {
        [
            who, SharedLines.variables,
            SharedLines.status, channels, binaryLog, SharedLines.processes, SharedLines.transactions,
            preparedXA, SharedLines.events, SharedLines.locks(for: context), group,
        ] + persisted
    }

    var binaryLog: ScriptLine {
        ScriptLine(words.binaryLogStatus, as: .binlog, tolerating: .anything, blindSpot: "filters of the binary log")
    }

    private var group: ScriptLine {
        ScriptLine(
            "SELECT MEMBER_STATE FROM performance_schema.replication_group_members "
                + "WHERE MEMBER_ID = @@GLOBAL.server_uuid", as: .group, tolerating: .anything,
            blindSpot: "membership of a replication group")
    }
}
