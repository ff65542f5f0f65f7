import HactlModel
import HactlPlan
import Testing

@Suite struct DialectTextTests {
    private let new = MySQL84(version: ServerVersion(9, 7, 4))
    private let eight = MySQL80(version: ServerVersion(8, 0, 21))
    private let old = MySQL57(version: ServerVersion(5, 7, 44))
    private let maria = MariaDB(version: ServerVersion(10, 11, 19))
    private let source = InstanceAddress(host: "10.0.0.2", port: 3307)

    private func text(_ statement: Statement, _ dialect: any Dialect, _ context: ScriptContext = .test) throws -> String
    {
        try dialect.script(for: statement, context: context).description
    }

    /// Whoever may create an event or an account chooses its name.
    @Test(arguments: ["\u{301}", "\u{200D}", "\u{FE0F}", ""]) func namesEndWhereTheyEnd(_ follower: String) {
        #expect(SQLText.quoted("a'\(follower) b\\\(follower)") == "'a''\(follower) b\\\\\(follower)'")
        #expect(SQLText.identifier("a`\(follower)") == "`a``\(follower)`")
        #expect(SQLText.account("a\u{600}@\(follower)h") == "`a\u{600}`@`\(follower)h`")
    }

    @Test func closeIsOneRoundTrip() throws {
        let script = try new.script(for: .close(lockWait: .milliseconds(1200)), context: .test)
        #expect(script.rounds.count == 1)
        #expect(
            script.rounds[0].lines.map(\.description).prefix(2) == [
                "SET SESSION lock_wait_timeout = 2", "SET GLOBAL super_read_only = ON",
            ])
        #expect(try text(.close(lockWait: .seconds(1)), maria).contains(";\nSET GLOBAL read_only = ON;\n"))
    }

    @Test func whatOnlyReadsOrWaits() throws {
        let gtids = TransactionSet.gtids(try MySQLGTIDSet(parsing: "020784ea-e541-11f1-9192-02fc00000001:1-8"))
        let domains = TransactionSet.domains(try MariaDBGTIDList(parsing: "0-11-7"))
        #expect(
            try text(.awaitTransactions(gtids, upTo: .milliseconds(1050)), new).hasPrefix(
                "SELECT WAIT_FOR_EXECUTED_GTID_SET('020784ea-e541-11f1-9192-02fc00000001:1-8', 1.050);\n"))
        #expect(try text(.awaitTransactions(gtids, upTo: .milliseconds(1)), old).contains(":1-8', 1);"))
        #expect(
            try text(.awaitTransactions(domains, upTo: .zero), maria).hasPrefix(
                "SELECT MASTER_GTID_WAIT('0-11-7', 0.001);\n"))
        #expect(throws: Unsupported.self) { try text(.awaitTransactions(domains, upTo: .zero), new) }
    }

    @Test func sessionsAreEndedInOneRoundAndNeverOnesOwn() throws {
        let context = ScriptContext(member: "db1", cluster: "shop", connections: [7])
        let script = try maria.script(for: .endSessions([5, 7, 6]), context: context)
        #expect(script.rounds.count == 1)
        #expect(script.description.hasPrefix("KILL 5;\nKILL 6;\nBEGIN NOT ATOMIC "))
        #expect(script.description.contains("WHERE ID IN (5, 6)"))
        #expect(script.rounds[0].lines[0].tolerance.covers(1094))
        #expect(try !text(.endSessions([7]), new, context).contains("KILL"))
    }

    @Test func flagsAreRestoredExactly() throws {
        let half = try text(.restore(Writability(readOnly: true, superReadOnly: false)), new)
        #expect(half.hasPrefix("SET GLOBAL super_read_only = OFF;\nSET GLOBAL read_only = ON;\n"))
        #expect(
            try text(.restore(Writability(readOnly: false, superReadOnly: false)), new).hasPrefix(
                "SET GLOBAL read_only = OFF;\nSELECT"))
        #expect(
            try text(.restore(Writability(readOnly: true)), maria).hasPrefix(
                "SET SESSION wait_timeout = 3600;\nBACKUP STAGE END;\nSET GLOBAL read_only = ON;\nSELECT"))
    }

    /// The seal comes after `read_only`, which its own session may not set, and goes before the flags are put back.
    @Test func aClosedMariaDBIsSealed() throws {
        let close = Statement.close(lockWait: .seconds(1))
        #expect(
            try text(close, maria).hasPrefix(
                """
                SET SESSION lock_wait_timeout = 1;
                SET GLOBAL read_only = ON;
                SET SESSION wait_timeout = 30;
                SET STATEMENT lock_wait_timeout = 0 FOR BACKUP STAGE START;
                BACKUP STAGE BLOCK_COMMIT;
                SELECT
                """))
        #expect(try !text(close, MariaDB(version: ServerVersion(10, 3, 39))).contains("BACKUP"))
        #expect(try !text(close, new).contains("BACKUP"))
    }

    @Test func followingKeepsTheAccountOrGivesIt() throws {
        let kept = Statement.follow(SourceSettings(channel: "b'c", source: source, account: .kept))
        #expect(
            try text(kept, new).hasPrefix(
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '10.0.0.2', SOURCE_PORT = 3307, SOURCE_AUTO_POSITION = 1"
                    + " FOR CHANNEL 'b''c';\nSHOW REPLICA STATUS"))
        #expect(try text(kept, eight).hasPrefix("CHANGE MASTER TO MASTER_HOST = '10.0.0.2'"))
        #expect(try text(kept, maria).hasPrefix("CHANGE MASTER 'b''c' TO MASTER_HOST = '10.0.0.2'"))
        let given = Statement.follow(SourceSettings(source: source, account: .inventory))
        #expect(throws: Unsupported.self) { try text(given, new, ScriptContext(member: "db1", cluster: "shop")) }
    }

    @Test func aFormerPrimaryCountsWhatItWrote() throws {
        let given = Statement.follow(
            SourceSettings(source: source, account: .inventory, position: .gtidAsFormerPrimary))
        #expect(try text(given, maria).contains("MASTER_USE_GTID = slave_pos, MASTER_DEMOTE_TO_SLAVE = 1"))
        let before = MariaDB(version: ServerVersion(10, 6, 12))
        #expect(
            try text(given, before).contains(
                "BACKUP STAGE END;\nSET GLOBAL gtid_slave_pos = @@GLOBAL.gtid_current_pos;\nCHANGE"))
        #expect(try text(given, new).contains("GET_SOURCE_PUBLIC_KEY = 1"))
        #expect(try !text(given, old).contains("PUBLIC_KEY"))
    }

    @Test func thePasswordIsInTheTextAndNowhereElse() throws {
        let given = Statement.follow(SourceSettings(source: source, account: .inventory))
        for dialect in [new, old, maria] as [any Dialect] {
            let script = try dialect.script(for: given, context: .test)
            var dumped = ""
            dump(script, to: &dumped)
            #expect(!"\(script) \(script.rounds[0]) \(script.rounds[0].lines[0])".contains("hush"))
            #expect(!dumped.contains("hush"))
            #expect(script.rounds[0].reveal().contains(#"PASSWORD = 'h''\\hush'"#))
            #expect(script.rounds[0].secrets == [Secret(#"h'\hush"#)])
        }
    }

    @Test func eventsStayOutOfTheBinlog() throws {
        let event = ScheduledEvent(schema: "a`b", name: "nightly", definer: "me@home@%", status: .enabled)
        let lines = try new.script(for: .disableEvents([event]), context: .test).rounds[0].lines
        #expect(
            lines.prefix(3).map(\.description) == [
                "SET SESSION sql_log_bin = 0",
                "ALTER DEFINER = `me@home`@`%` EVENT `a``b`.`nightly` DISABLE ON REPLICA",
                "SET SESSION sql_log_bin = 1",
            ])
        #expect(lines[1].tolerance == .anything, "so that sql_log_bin is restored")
        #expect(try text(.disableEvents([event]), maria).contains("`nightly` DISABLE ON SLAVE"))
        #expect(try text(.enableEvents([event]), old).contains("`nightly` ENABLE;"))
    }

    @Test func onlyMySQL8RemembersSettings() throws {
        #expect(
            try text(.persistReadOnly(true), new).hasPrefix("SET PERSIST_ONLY read_only = ON;\nSET PERSIST_ONLY super"))
        #expect(throws: Unsupported.self) { try text(.persistReadOnly(true), old) }
        #expect(throws: Unsupported.self) { try text(.persistReadOnly(true), maria) }
    }

    /// A semi-sync replica of MariaDB would wait five seconds for a dead source to let it in.
    @Test func aDeadSourceIsNotWaitedFor() throws {
        let script = try maria.script(for: .stopReceiving(channel: ""), context: .test)
        #expect(script.rounds[0].lines.map(\.description).contains("STOP SLAVE IO_THREAD"))
        let lines = try text(.stopReceiving(channel: ""), maria)
        let words = [
            "SET @hactl_patience = @@GLOBAL.rpl_semi_sync_slave_kill_conn_timeout",
            "SET GLOBAL rpl_semi_sync_slave_kill_conn_timeout = 1", "STOP SLAVE",
            "SET GLOBAL rpl_semi_sync_slave_kill_conn_timeout = @hactl_patience",
        ]
        let places = words.compactMap { lines.firstRange(of: $0)?.lowerBound }
        #expect(places.count == 4 && places == places.sorted(), "the old value is back, last")
        #expect(try !text(.stopReceiving(channel: ""), new).contains("patience"))
    }

    @Test func wordsByVersion() throws {
        #expect(try text(.stopReplication(channel: ""), eight).hasPrefix("STOP SLAVE FOR CHANNEL ''"))
        let later = MySQL80(version: ServerVersion(8, 0, 36))
        #expect(try text(.stopReplication(channel: ""), later).hasPrefix("STOP REPLICA FOR CHANNEL ''"))
        #expect(try text(.forgetSource(channel: "x"), maria).hasPrefix("RESET SLAVE 'x' ALL"))
    }
}

extension ScriptContext {
    static let test = ScriptContext(
        member: "db1", cluster: "shop",
        replication: ReplicationLogin(user: "repl", password: Secret(#"h'\hush"#), tls: false))
}
