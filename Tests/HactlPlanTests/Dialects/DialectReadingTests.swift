import HactlModel
import HactlPlan
import Testing

@Suite struct DialectReadingTests {
    private let mysql = MySQL84(version: ServerVersion(9, 7, 4))
    private let maria = MariaDB(version: ServerVersion(12, 0, 2))

    private func replies(to script: Script<[Observation]>, _ tables: [Topic: SQLTable]) -> Replies {
        var replies = Replies()
        for line in script.rounds.flatMap(\.lines) { replies.add(.table(tables[line.topic] ?? SQLTable()), to: line) }
        return replies
    }

    private func processes(_ rows: [[String?]]) -> SQLTable {
        SQLTable(columns: ["ID", "USER", "HOST", "COMMAND", "TIME"], rows: rows)
    }

    private let mariaState = SQLTable(
        columns: ["read_only", "gtid_binlog_pos", "gtid_slave_pos"],
        rows: [["NO_LOCK_NO_ADMIN", "0-1-9,1-1-4", "0-2-12"]])

    private let crowd: [[String?]] = [
        ["1", "app", "10.0.0.5:4123", "Sleep", "3"], ["2", "repl", "db2:1", "Binlog Dump GTID", "9"],
        ["3", "system user", "", "Slave_SQL", "9"], ["4", "app", "10.0.0.6:9", "Killed", "0"],
        ["5", "root", "localhost", "Query", "0"], ["6", "event_scheduler", "localhost", "Daemon", "9"],
        ["7", "unauthenticated user", "10.0.0.7:1", "Connect", nil], ["8", "hactl", "10.0.0.9:1", "Sleep", "0"],
    ]

    @Test func aWordForReadOnlyIsReadOnly() throws {
        let script = try maria.script(for: .readTransactions, context: .test)
        let seen = try script.read(replies(to: script, [.state: mariaState, .processes: processes([])]))
        #expect(seen.first == .writability("db1", Writability(readOnly: true)))
    }

    @Test func executedIsTheLaterOfLoggedAndAppliedPerDomain() throws {
        let script = try maria.script(for: .readTransactions, context: .test)
        let seen = try script.read(replies(to: script, [.state: mariaState, .processes: processes([])]))
        #expect(seen.contains(.executed("db1", .domains(try MariaDBGTIDList(parsing: "0-2-12,1-1-4")))))
    }

    @Test func killedSessionsCountWhereTheyMayStillWrite() throws {
        let context = ScriptContext(member: "db1", cluster: "shop", connections: [8], privilegedUsers: ["root"])
        let script = try maria.script(for: .endSessions([1, 4]), context: context)
        let seen = try script.read(replies(to: script, [.state: mariaState, .processes: processes(crowd)]))
        guard case .sessions(_, let left)? = seen.first else { throw ScriptFailure.unreadable("no sessions") }
        #expect(left.map(\.id) == [1, 4, 5], "asked for, asked for and killed, and one that may write")
        #expect(left.map(\.host) == ["10.0.0.5", "10.0.0.6", "localhost"])
    }

    @Test func onMySQLTheyAreGone() throws {
        let context = ScriptContext(member: "db1", cluster: "shop", connections: [8])
        let script = try mysql.script(for: .close(lockWait: .seconds(1)), context: context)
        let state = SQLTable(columns: ["read_only", "super_read_only", "gtid_executed"], rows: [["1", "1", ""]])
        let seen = try script.read(replies(to: script, [.state: state, .processes: processes(crowd)]))
        guard case .sessions(_, let left)? = seen.last else { throw ScriptFailure.unreadable("no sessions") }
        #expect(left.map(\.id) == [1, 5])
    }

    @Test func aRefusedEventIsAFailureUnlessItIsGone() throws {
        let event = ScheduledEvent(schema: "s", name: "e", definer: "u@h", status: .enabled)
        let script = try mysql.script(for: .enableEvents([event]), context: .test)
        for (code, fails) in [(1539, false), (1227, true)] {
            var replies = replies(to: script, [:])
            replies.add(.refused(Refusal(code: code, message: "no")), to: script.rounds[0].lines[1])
            #expect((try? script.read(replies)) == nil ? fails : !fails)
        }
    }

    @Test func theMarkersTableIsMadeOnlyWhereItIsMissing() throws {
        let script = try mysql.script(for: .writeMarker(run: "r"), context: .test)
        var missing = Replies()
        #expect(!script.rounds[1].isNeeded(missing))
        missing.add(.refused(Refusal(code: 1146, message: "no table")), to: script.rounds[0].lines[0])
        #expect(script.rounds[1].isNeeded(missing))
    }

    @Test func whatIsRefusedIsABlindSpot() throws {
        let look = try #require(mysql.lookScript(for: .instance("db1"), context: .test))
        let line = try #require(look.rounds[0].lines.first { $0.topic == .preparedXA })
        var replies = Replies()
        replies.add(.refused(Refusal(code: 1227, message: "Access denied")), to: line)
        #expect(replies.blindSpots == ["prepared XA transactions: Access denied"])
    }

    @Test func aMissingAnswerIsSaid() throws {
        let script = try mysql.script(for: .readTransactions, context: .test)
        #expect(throws: ScriptFailure.unreadable("no answer about processes")) { try script.read(Replies()) }
    }

    @Test(arguments: [
        ("9.7.4-2", Flavour.mysql, ServerVersion(9, 7, 4)), ("8.0.36-28.1", .mysql, ServerVersion(8, 0, 36)),
        ("10.11.19-MariaDB-0+deb12u1-log", .mariadb, ServerVersion(10, 11, 19)),
        ("5.5.5-10.6.12-MariaDB", .mariadb, ServerVersion(10, 6, 12)),
    ])
    func greetings(text: String, flavour: Flavour, version: ServerVersion) throws {
        let dialect = try DialectCatalog.dialect(greeting: text)
        #expect(dialect.flavour == flavour)
        #expect(dialect.version == version)
    }

    @Test func whatIsTooOldIsRefused() {
        #expect(throws: Unsupported.self) { try DialectCatalog.dialect(greeting: "5.6.51") }
        #expect(throws: Unsupported.self) { try DialectCatalog.dialect(greeting: "5.5.5-10.1.48-MariaDB") }
    }

    @Test func longLockNamesStayApart() {
        let (one, two) = (String(repeating: "x", count: 80) + "1", String(repeating: "x", count: 80) + "2")
        #expect(ClusterLock.name(of: "Shop") == "hactl:shop")
        #expect(ClusterLock.name(of: one).count <= 64)
        #expect(ClusterLock.name(of: one) != ClusterLock.name(of: two))
    }
}
