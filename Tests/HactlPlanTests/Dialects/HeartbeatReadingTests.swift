import HactlModel
import Testing

@testable import HactlPlan

@Suite struct HeartbeatReadingTests {
    private let table = HeartbeatTable(schema: "per`cona", table: "heartbeat")
    private let line = ScriptLine("", as: .heartbeat, tolerating: .anything)

    private func sight(_ reply: Replies.Reply) -> Sight<Duration> {
        var replies = Replies()
        replies.add(reply, to: line)
        return replies.heartbeat(in: table)
    }

    private func sight(age: String?) -> Sight<Duration> { sight(.table(SQLTable(columns: ["age"], rows: [[age]]))) }

    @Test func agesAreMicroseconds() {
        #expect(sight(age: "1250000") == .seen(.milliseconds(1250)))
        #expect(sight(age: "-900000") == .seen(.zero), "clocks differ a little")
    }

    @Test func whatIsNoAge() {
        #expect(sight(age: nil).reason?.detail.contains("no row") == true)
        #expect(sight(age: "-7199000000").reason?.remedy?.contains("`clock`") == true)
        #expect(sight(.refused(Refusal(code: 1142, message: "denied"))).reason?.kind == .denied)
        #expect(
            sight(.refused(Refusal(code: 1146, message: "no such table"))).reason?.remedy?.contains("--create-table")
                == true)
    }

    @Test(arguments: [
        (true, "SELECT /*+ MAX_EXECUTION_TIME(500) */ TIMESTAMPDIFF"),
        (false, "SET STATEMENT max_statement_time = 0.500 FOR SELECT TIMESTAMPDIFF"),
    ]) func theQuestionIsShortAndQuoted(_ isMySQL: Bool, _ beginning: String) throws {
        let dialect: any Dialect =
            isMySQL ? MySQL84(version: ServerVersion(9, 7, 4)) : MariaDB(version: ServerVersion(10, 11, 14))
        var context = ScriptContext(member: "db1", cluster: "shop")
        let without = try #require(dialect.lookScript(for: .instance("db1"), context: context))
        #expect(!without.rounds.flatMap(\.lines).contains { $0.topic == .heartbeat })
        context.heartbeat = table
        let script = try #require(dialect.lookScript(for: .instance("db1"), context: context))
        let text = try #require(script.rounds.flatMap(\.lines).first { $0.topic == .heartbeat }).reveal()
        #expect(
            text.hasPrefix(beginning) && text.hasSuffix("FROM `per``cona`.`heartbeat`")
                && text.contains("UTC_TIMESTAMP(6)"))
    }

    @Test(
        arguments: [
            (["binlog_expire_logs_seconds": "2592000"], BinlogRetention(age: .seconds(2_592_000))),
            (["binlog_expire_logs_seconds": "0", "expire_logs_days": "10"], BinlogRetention(age: .seconds(864_000))),
            (["expire_logs_days": "0.000000"], nil),
            (["binlog_expire_logs_seconds": "600", "binlog_expire_logs_auto_purge": "OFF"], nil),
            (["max_binlog_total_size": "1048576"], BinlogRetention(bytes: 1 << 20)),
        ] as [([String: String], BinlogRetention?)]) func howLongLogsAreKept(
            _ variables: [String: String], _ kept: BinlogRetention?
        )
    {
        var replies = Replies()
        let rows = variables.map { [$0.key, $0.value] as [String?] }
        replies.add(
            .table(SQLTable(columns: ["Variable_name", "Value"], rows: rows)), to: ScriptLine("", as: .variables))
        #expect(replies.binlog.retention == kept)
    }
}
