import HactlModel
import HactlPlan
import Testing

/// Scripts for servers without GTIDs, and how their answers are read.
@Suite struct PlaceScriptTests {
    private let new = MySQL84(version: ServerVersion(9, 7, 4))
    private let end = TransactionSet.file(log: "uuid-1", name: "binlog.000007", position: 5000)

    private var context: ScriptContext { ScriptContext(member: "db2", cluster: "shop", log: "uuid-2") }

    private func text(_ statement: Statement, _ dialect: any Dialect) throws -> String {
        try dialect.script(for: statement, context: context).description
    }

    @Test func waitsForAPlaceInWordsOfTheVersion() throws {
        let wait = Statement.awaitTransactions(end, upTo: .milliseconds(1500))
        #expect(try text(wait, new).hasPrefix("SELECT SOURCE_POS_WAIT('binlog.000007', 5000, 1.500, '');\n"))
        let old = MySQL57(version: ServerVersion(5, 7, 44))
        #expect(try text(wait, old).hasPrefix("SELECT MASTER_POS_WAIT('binlog.000007', 5000, 2, '');\n"))
        let between = MySQL80(version: ServerVersion(8, 0, 25))
        #expect(try text(wait, between).hasPrefix("SELECT MASTER_POS_WAIT("))
    }

    /// Its own log is read last, and only where there are no GTIDs: they cost no more than before.
    @Test func theEndOfItsOwnLogIsReadLast() throws {
        let lines = try new.script(for: .awaitEnd(end, upTo: .seconds(1)), context: context).rounds[0].lines
        #expect(lines.last?.description == "SHOW BINARY LOG STATUS")
        #expect(try new.script(for: .awaitEnd(end, upTo: .seconds(1)), context: context).rounds.count == 1)
        let gtids = ScriptContext(member: "db2", cluster: "shop")
        let close = try new.script(for: .close(lockWait: .seconds(1)), context: gtids).description
        #expect(!close.contains("LOG STATUS") && !close.contains("SHOW REPLICA STATUS"))
    }

    @Test func followsAtAPlace() throws {
        let settings = SourceSettings(
            source: InstanceAddress(host: "db1", port: 3306), account: .kept, position: .place(end))
        #expect(
            try text(.follow(settings), new).hasPrefix(
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'db1', SOURCE_PORT = 3306, SOURCE_AUTO_POSITION = 0, "
                    + "SOURCE_LOG_FILE = 'binlog.000007', SOURCE_LOG_POS = 5000 FOR CHANNEL '';\n"))
        #expect(throws: Unsupported.self) {
            try text(.follow(settings), MariaDB(version: ServerVersion(10, 11, 6)))
        }
    }

    private func reached(
        executed: String, closed: Bool = true, receiver: String = "Yes",
        applier: String = "Waiting for an event from Coordinator",
        waiting: Duration = .seconds(1)
    ) throws -> Handover? {
        let script = try new.script(for: .awaitEnd(end, upTo: waiting), context: context)
        let flag = closed ? "1" : "0"
        let tables: [Topic: SQLTable] = [
            .state: SQLTable(
                columns: ["read_only", "super_read_only", "gtid_executed"], rows: [["1", flag, ""]]),
            .channels: SQLTable(
                columns: [
                    "Source_Host", "Source_UUID", "Source_Log_File", "Read_Source_Log_Pos", "Relay_Source_Log_File",
                    "Exec_Source_Log_Pos", "Replica_IO_Running", "Replica_SQL_Running", "Replica_SQL_Running_State",
                    "Auto_Position", "Retrieved_Gtid_Set",
                ],
                rows: [
                    [
                        "db1", "uuid-1", "binlog.000007", "5000", "binlog.000007", executed, receiver, "Yes",
                        "Replica has read all relay log; waiting for more updates", "0", "",
                    ]
                ]),
            .binlog: SQLTable(columns: ["File", "Position"], rows: [["binlog.000003", "777"]]),
            .appliers: SQLTable(columns: ["STATE"], rows: [[applier]]),
        ]
        var replies = Replies()
        for line in script.rounds.flatMap(\.lines) { replies.add(.table(tables[line.topic] ?? SQLTable()), to: line) }
        for case .handover("db2", let handover) in try script.read(replies) { return handover }
        return nil
    }

    @Test func aClosedServerThatHasEverythingShowsWhereOthersGoOn() throws {
        let place = TransactionSet.file(log: "uuid-2", name: "binlog.000003", position: 777)
        #expect(try reached(executed: "5000") == Handover(from: end, to: place))
        #expect(try reached(executed: "4999") == nil)
        #expect(try reached(executed: "5000", closed: false) == nil)
    }

    /// The rest of it died with its source: what came whole is all that there is, once that was waited for.
    @Test func theBeginningOfATransactionCountsAsNothing() throws {
        let torn = TransactionSet.file(log: "uuid-1", name: "binlog.000007", position: 4000)
        #expect(try reached(executed: "4000", receiver: "No")?.from == torn)
        #expect(try reached(executed: "4000", receiver: "Connecting") == nil)
        #expect(try reached(executed: "4000", receiver: "No", applier: "Applying batch of row changes (write)") == nil)
        #expect(try reached(executed: "4000", receiver: "No", waiting: .milliseconds(500)) == nil)
    }

    @Test func placesOfTwoLogsDoNotCompare() {
        let other = TransactionSet.file(log: "uuid-2", name: "binlog.000007", position: 5000)
        #expect(
            other.contains(end)
                == .incomparable(
                    because: "binlog.000007:5000 and binlog.000007:5000 are places in the logs of two servers"))
    }
}
