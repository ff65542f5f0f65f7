import HactlModel

/// MariaDB from 10.3 on. No version of it before 12 can shut out accounts with READ_ONLY ADMIN (before 10.11 also those
/// with SUPER) by `read_only`: a backup lock keeps them from committing, and where there is none their sessions are ended,
/// and a position that stands still is the proof.
package struct MariaDB: ServerDialect {
    package let version: ServerVersion
    package let requiredGrants: [RequiredGrant]

    package init(version: ServerVersion) {
        self.version = version
        requiredGrants = Grants.mariadb(version)
    }

    package var flavour: Flavour { .mariadb }
    var countsKilledSessions: Bool { true }
    var disabledOnReplica: String { "DISABLE ON SLAVE" }
    var semiSyncWords: [SemiSyncWords] { [.master] }
    var persisted: [ScriptLine] { [] }

    package func initial(_ limits: SessionLimits) -> String {
        let bound = limits.statement.map(SQLText.seconds) ?? "0"
        return SessionStart.text(limits, statement: "max_statement_time = \(bound)")
    }

    var state: ScriptLine { ScriptLine("SELECT \(Self.flags)", as: .state) }

    var who: ScriptLine {
        ScriptLine(
            "SELECT VERSION() AS version, @@GLOBAL.server_id AS server_id, @@GLOBAL.hostname AS hostname, "
                + "@@GLOBAL.port AS port, \(Self.flags), @@GLOBAL.gtid_binlog_state AS gtid_binlog_state", as: .state)
    }

    /// `read_only` is a number here up to 11, and one of four words since 12 (MDEV-36425): it is read as either, and
    /// not made a number, for a word would become 0.
    private static var flags: String {
        "@@GLOBAL.read_only AS read_only, @@GLOBAL.gtid_binlog_pos AS gtid_binlog_pos, "
            + "@@GLOBAL.gtid_slave_pos AS gtid_slave_pos"
    }

    var preparedXA: ScriptLine {
        ScriptLine(
            "XA RECOVER FORMAT = 'SQL'", as: .preparedXA, tolerating: .anything, blindSpot: "prepared XA transactions")
    }

    /// Takes the global read lock for a moment: it waits for LOCK TABLES and running writes.
    var closing: ScriptLine { ScriptLine("SET GLOBAL read_only = ON") }

    /// `read_only` doesn't hold for accounts with READ_ONLY ADMIN; the backup lock holds for everybody, and waits for no
    /// reader as FLUSH TABLES WITH READ LOCK does (BACKUP STAGE in the manual, from 10.4.1). It must come after
    /// `read_only`, which a session that holds it may not set. Another backup that runs has it already: that is not
    /// waited for, and the sessions of such accounts are looked for instead. When hactl vanishes, the server ends the
    /// silent session, and the seal with it.
    var sealing: [ScriptLine] {
        guard hasBackupStages else { return [] }
        return [
            ScriptLine("SET SESSION wait_timeout = 30"),
            ScriptLine("SET STATEMENT lock_wait_timeout = 0 FOR BACKUP STAGE START", tolerating: .anything),
            ScriptLine("BACKUP STAGE BLOCK_COMMIT", tolerating: .anything),
        ]
    }

    /// Refused when there is none.
    var unsealing: [ScriptLine] {
        guard hasBackupStages else { return [] }
        let idle = SQLText.wholeSeconds(SessionLimits().idle)
        return [
            ScriptLine("SET SESSION wait_timeout = \(idle)"), ScriptLine("BACKUP STAGE END", tolerating: .anything),
        ]
    }

    private var hasBackupStages: Bool { version >= ServerVersion(10, 4, 1) }

    func restoring(_ writability: Writability) -> [ScriptLine] {
        [ScriptLine("SET GLOBAL read_only = \(writability.readOnly ? "ON" : "OFF")")]
    }

    /// A timeout answers -1, no error. It waits for `gtid_slave_pos`, so a set must not name what this server wrote
    /// itself as a primary; a replica that was made by `follow` counts that as applied.
    func waiting(for set: TransactionSet, upTo limit: Duration) throws(Unsupported) -> ScriptLine {
        guard case .domains = set else {
            throw Unsupported(
                because: "MariaDB waits for its own GTIDs, and \(set.brief) are none",
                remedy: "let all members be MariaDB and follow with MASTER_USE_GTID=slave_pos")
        }
        return ScriptLine("SELECT MASTER_GTID_WAIT(\(SQLText.quoted(set.text)), \(SQLText.seconds(limit)))")
    }

    /// A killed session may be within a commit that it is still allowed to end: wait, at most a third of a second, until
    /// they have left. One statement, so one round trip.
    func letting(_ sessions: [UInt64]) -> [ScriptLine] {
        guard !sessions.isEmpty else { return [] }
        let left = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID IN (\(SQLText.list(sessions)))"
        return [
            ScriptLine(
                "BEGIN NOT ATOMIC DECLARE tries INT DEFAULT 300; WHILE tries > 0 AND (\(left)) > 0 DO "
                    + "DO SLEEP(0.001); SET tries = tries - 1; END WHILE; END")
        ]
    }

    func persisting(_ readOnly: Bool) throws(Unsupported) -> [ScriptLine] {
        throw .onlyOptionFiles("MariaDB", readOnly)
    }
}
