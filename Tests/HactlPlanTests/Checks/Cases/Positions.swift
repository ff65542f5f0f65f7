import HactlModel
import HactlPlan

extension CheckCases {
    static let positions = [gtid, errant, available]

    private static func follows(_ scene: inout Scene, _ name: MemberName, _ text: String) {
        scene.server(name) { $0.transactions.executed = Cast.gtids(text) }
    }

    private static func state(_ scene: inout Scene, _ name: MemberName, _ text: String) {
        scene.server(name) { $0.transactions.state = Cast.list(text) }
    }

    private static let gtid = CaseList(GTIDEverywhere.self)
        .refuses("db3", "does not give every transaction a GTID") { $0.server("db3") { $0.binlog.gtid = false } }
        .refuses("db2", "follows by file and position") { $0.channel("db2") { $0.autoPosition = false } }
        .refuses("db2", "follows by file and position", .mariadb) { $0.channel("db2") { $0.autoPosition = false } }
        .warns("db1", "gtid_strict_mode OFF", .mariadb) { $0.server("db1") { $0.binlog.gtidStrict = false } }
        .warns("db1", "domains 0 and 7", .mariadb) {
            $0.server("db1") { $0.transactions.executed = .domains(Cast.list("0-1-100,7-1-3")) }
        }
        .warns(nil, "no member has GTIDs (gtid_mode OFF): hactl goes by places") { $0.forgetGTIDs() }
        .refuses("db2", "(gtid_mode OFF)") { $0.forgetGTIDs(["db2"]) }
        .refuses("db3", "(gtid_mode ON_PERMISSIVE)") {
            $0.server("db3") {
                $0.binlog.gtid = false
                $0.settings["gtid_mode"] = "ON_PERMISSIVE"
            }
        }
        .refuses("db1", "db1 follows db2:3306 and no member has GTIDs") { scene in
            scene.forgetGTIDs()
            let address = Cast.address("db2")
            scene.server("db1") { $0.channels = [ReplicationChannel(source: address)] }
        }
        .refuses("db2", "follows on a named channel") {
            $0.forgetGTIDs()
            $0.channel("db2") { $0.name = "other" }
        }
        .refuses("db1", "without GTIDs nobody can tell whether db1 has what db2 lacks") {
            $0.forgetGTIDs()
            $0.premise = .returnedPrimary
        }
        .refuses("db1", "a copy goes on, so it does not rebuild db1") {
            $0.forgetGTIDs()
            $0.premise = .lostReplica
        }

    private static let errant = CaseList(NoErrantTransactions.self)
        .fine("the replica was seen later than the primary") { follows(&$0, "db2", "\(Cast.uuid(1)):1-140") }
        .fine("the replica is behind") { follows(&$0, "db2", "\(Cast.uuid(1)):1-40") }
        .fine("seen later, on MariaDB", .mariadb) { state(&$0, "db2", "0-1-140") }
        .refuses("db2", "22222222:1-2, written on db2: promoted, it would spread them") {
            follows(&$0, "db2", "\(Cast.uuid(1)):1-100,\(Cast.uuid(2)):1-2")
        }
        .refuses("db2", "written on a server that is no member (99999999-") {
            follows(&$0, "db2", "\(Cast.uuid(1)):1-100,\(Cast.uuid(9)):5")
        }
        .objects("db3", "22222222:7, written on db2: it may stop") {
            follows(&$0, "db3", "\(Cast.uuid(1)):1-100,\(Cast.uuid(2)):7")
        }
        .refuses("db2", "0-2-101, written on db2", .mariadb) { state(&$0, "db2", "0-1-100,0-2-101") }
        .refuses("db2", "0-2-40, written on db2", .mariadb) { state(&$0, "db2", "0-2-40,0-1-100") }
        .objects("db3", "0-3-101, written on db3", .mariadb) { state(&$0, "db3", "0-1-100,0-3-101") }
        .refuses("db2", "written on a server that is no member (9)", .mariadb) { state(&$0, "db2", "0-1-100,0-9-101") }
        .warns("db2", "remembers 0-9-40 of a server that is no member", .mariadb) {
            state(&$0, "db2", "0-9-40,0-1-100")
        }
        .refuses("db2", "gtid_binlog_state is not known of both", .mariadb) {
            $0.server("db2") { $0.transactions.state = nil }
        }
        .warns(nil, "without GTIDs nobody can tell whether replicas") { $0.forgetGTIDs() }
        .refuses("db2", "do not count transactions by the same GTIDs") {
            $0.server("db2") { $0.transactions.executed = .file(name: "bin.000001", position: 4) }
        }

    private static let available = CaseList(TransactionsAvailable.self)
        .fine("without GTIDs nothing is asked") { $0.forgetGTIDs() }
        .fine("MariaDB says nothing", .mariadb) { _ in }
        .refuses("db2", "db2 lacks 11111111:6-10, which db1 has purged") {
            follows(&$0, "db2", "\(Cast.uuid(1)):1-5")
        }
        .refuses("db3", "db3 lacks 11111111:51-60, which db2 has purged") {
            follows(&$0, "db3", "\(Cast.uuid(1)):1-50")
            $0.server("db2") { $0.transactions.purged = Cast.gtids("\(Cast.uuid(1)):1-60") }
        }
        .refuses("db2", "does not say which transactions it has purged") {
            $0.server("db2") { $0.transactions.purged = nil }
        }
}
