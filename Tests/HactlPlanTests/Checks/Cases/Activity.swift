import HactlModel
import HactlPlan

extension CheckCases {
    static let activity = [longTransactions, preparedXA, temporaryTables, events, privileged]

    private static func transaction(_ seconds: Int, rows: Int, isIdle: Bool = false) -> OpenTransaction {
        OpenTransaction(session: 12, user: "batch", seconds: seconds, rowsModified: rows, isIdle: isIdle)
    }

    private static let longTransactions = CaseList(NoLongTransactions.self)
        .fine("a short one") { $0.server("db1") { $0.activity.transactions = [transaction(0, rows: 4)] } }
        .fine("a limit of its own", with: ["over": "1m"]) {
            $0.server("db1") { $0.activity.transactions = [transaction(59, rows: 4)] }
        }
        .fine("a sleeping session") {
            $0.server("db1") { $0.activity.sessions = [Session(id: 4, user: "app", host: "web1", seconds: 900)] }
        }
        .objects("db1", "of batch on db1 is open for 40s (1 row changed)") {
            $0.server("db1") { $0.activity.transactions = [transaction(40, rows: 1)] }
        }
        .objects("db1", "(idle, 9 rows changed): the switch would roll it back") {
            $0.server("db1") { $0.activity.transactions = [transaction(40, rows: 9, isIdle: true)] }
        }
        .notes("db1", "without changes, idle") {
            $0.server("db1") { $0.activity.transactions = [transaction(40, rows: 0, isIdle: true)] }
        }
        .warns("db1", "1 long statement on db1, the longest of app for 30s: it will be ended") {
            $0.server("db1") { $0.activity.sessions = [query] }
        }
        .warns("db2", "it may hold up the applier") { $0.server("db2") { $0.activity.sessions = [query] } }

    private static let query = Session(id: 4, user: "app", host: "web1", command: "Query", seconds: 30)

    private static let preparedXA = CaseList(NoPreparedXA.self)
        .refuses("db1", "1 XA transaction prepared on db1: 'order-7'") {
            $0.server("db1") { $0.activity.preparedXA = ["'order-7'"] }
        }
        .refuses("db2", "2 XA transactions prepared on db2") {
            $0.server("db2") { $0.activity.preparedXA = ["a", "b"] }
        }

    private static func logsStatements(_ scene: inout Scene, openTables: Int?) {
        scene.server("db1") { $0.binlog.format = "MIXED" }
        scene.server("db2") { $0.activity.openTemporaryTables = openTables }
    }

    private static let temporaryTables = CaseList(NoTemporaryTables.self)
        .fine("rows need no temporary tables") { $0.server("db2") { $0.activity.openTemporaryTables = 4 } }
        .fine("none is open") { logsStatements(&$0, openTables: 0) }
        .objects("db2", "the applier of db2 has 4 temporary tables open") { logsStatements(&$0, openTables: 4) }
        .warns("db2", "whether the applier of db2 has temporary tables open can't be told") {
            logsStatements(&$0, openTables: nil)
        }

    private static func event(_ status: ScheduledEvent.Status) -> EventFacts {
        EventFacts(
            scheduler: true,
            events: [ScheduledEvent(schema: "shop", name: "nightly", definer: "root@localhost", status: status)])
    }

    private static let events = CaseList(Events.self)
        .fine("disabled on a replica") { $0.server("db2") { $0.events = event(.disabledOnReplica) } }
        .notes("db1", "1 event enabled on db1: shop.nightly") {
            $0.server("db1") { $0.events = event(.enabled) }
            $0.server("db2") { $0.events = event(.disabledOnReplica) }
        }
        .warns("db2", "enabled on the replica db2") { $0.server("db2") { $0.events = event(.enabled) } }
        .warns("db2", "no event would run after the switch") { $0.server("db1") { $0.events = event(.enabled) } }

    private static let root = Session(id: 9, user: "root", host: "localhost", ignoresReadOnly: true)

    private static let privileged = CaseList(PrivilegedSessions.self)
        .objects("db1", "1 session of root on db1 may write to a read-only server", .mariadb) {
            $0.server("db1") { $0.activity.sessions = [root] }
        }
        .notes("db1", "but not super_read_only") { $0.server("db1") { $0.activity.sessions = [root] } }
}
