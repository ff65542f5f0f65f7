import HactlModel
import Testing

@testable import HactlPlan

/// How far behind a replica is, by what is seen beside the seconds that the server counts.
@Suite struct LagTests {
    private func findings(_ scene: Scene, of code: String) -> [Finding] {
        HealthCatalog.findings(about: scene.cluster, seen: scene.facts, at: Moment(milliseconds: 0))
            .filter { $0.code == code }
    }

    private func lacking(_ count: Int, on flavour: Flavour) -> Scene {
        var scene = Cast.of(flavour)
        let all =
            flavour == .mysql
            ? Cast.gtids("\(Cast.uuid(1)):1-\(100 + count)") : TransactionSet.domains(Cast.list("0-1-\(100 + count)"))
        for name in ["db1", "db2"] as [MemberName] { scene.server(name) { $0.transactions.executed = all } }
        return scene
    }

    @Test(arguments: [Flavour.mysql, .mariadb], [(99, false), (100, true), (5231, true)])
    func aReplicaThatSaysThatItLagsNothing(_ flavour: Flavour, _ lack: (count: Int, isTold: Bool)) {
        let scene = lacking(lack.count, on: flavour)
        let found = findings(scene, of: "H03")
        #expect(found.map(\.subject) == (lack.isTold ? ["db3"] : []))
        #expect(found.first?.summary.contains("lags 0s, and lacks \(lack.count) transactions of db1") ?? !lack.isTold)
        #expect(
            HealthCatalog.questions(about: scene.cluster, seen: scene.facts)
                == (lack.isTold ? [.transactions("db3")] : []))
    }

    @Test func whoSaysSoIsNotTold() {
        var scene = lacking(500, on: .mysql)
        scene.channel("db3") { $0.lag = 60 }
        #expect(findings(scene, of: "H03").isEmpty, "P06 has said it")
        scene.channel("db3") { ($0.lag, $0.delay) = (0, 3600) }
        #expect(findings(scene, of: "H03").isEmpty, "it is delayed on purpose")
    }

    @Test func whoseReceiverStandsStill() {
        var scene = lacking(500, on: .mariadb)
        scene.channel("db3") { ($0.lag, $0.receiver) = (nil, .stopped(error: "")) }
        let found = findings(scene, of: "H03")
        #expect(found.first?.summary == "db3 doesn't say how far it lags, and lacks 500 transactions of db1")
        #expect(found.first?.remedy.contains("P05") == true)
    }

    /// By what was received the network is told from the applier.
    @Test(arguments: [("1-590", "490", "applier is stuck"), ("1-110", "10", "nothing comes through")])
    func whatWasReceivedAndNotApplied(_ received: String, _ count: String, _ cause: String) {
        var scene = lacking(500, on: .mysql)
        scene.channel("db3") { $0.received = Cast.gtids("\(Cast.uuid(1)):\(received)") }
        let found = findings(scene, of: "H03").first
        #expect(found?.summary.hasSuffix("lacks 500 transactions of db1 (\(count) of them received)") == true)
        #expect(found?.remedy.contains(cause) == true)
        #expect(scene.facts.transactionsUnapplied(on: "db1") == nil, "it follows nobody")
    }

    /// Of two writers' transactions neither is what the others lack.
    @Test func nothingIsToldBesideTwoWriters() {
        var scene = lacking(500, on: .mysql)
        scene.server("db2") { $0.writability = Writability(readOnly: false) }
        #expect(findings(scene, of: "H03").isEmpty)
    }

    @Test func whatCantBeCountedIsNotCounted() {
        #expect(Cast.gtids("\(Cast.uuid(1)):1-5:8").count(beyond: Cast.gtids("\(Cast.uuid(1)):2-3")) == 4)
        let (list, older) = (
            TransactionSet.domains(Cast.list("0-1-9,1-2-7,2-2-5")), TransactionSet.domains(Cast.list("0-3-4,1-2-8"))
        )
        #expect(list.count(beyond: older) == 5, "of domain 2 the other has never heard")
        #expect(list.count(beyond: Cast.gtids("")) == nil)
        #expect(
            TransactionSet.file(name: "binlog.1", position: 9).count(beyond: .file(name: "binlog.1", position: 4))
                == nil)
    }

    private func beating(_ ages: [MemberName: Duration], clock: HeartbeatTable.Clock = .utc) -> Scene {
        var scene = Cast.mysql()
        scene.cluster.heartbeat = HeartbeatTable(schema: "percona", table: "heartbeat", clock: clock)
        for (name, age) in ages { scene.server(name) { $0.heartbeat = .seen(age) } }
        return scene
    }

    @Test func aHeartbeatIsBelievedBeforeTheServer() {
        let scene = beating(["db1": .milliseconds(400), "db2": .milliseconds(1900), "db3": .seconds(70)])
        #expect(Cast.names.map { scene.facts.lag(of: $0) } == [nil, 1, 69])
        #expect(findings(scene, of: "H04").isEmpty)
        let late = ReplicationLag.self
        let judged =
            (try? late.init(
                reading: CheckEntry(name: "lag", arguments: [:], place: Cast.place), limits: scene.cluster.limits))?
            .findings(in: scene)
        #expect(judged?.map(\.subject) == ["db3"])
    }

    @Test func nobodyWritesHeartbeats() {
        let scene = beating(["db1": .seconds(65), "db2": .seconds(66), "db3": .seconds(65)])
        #expect(scene.facts.lag(of: "db2") == 0, "what the server says")
        let found = findings(scene, of: "H04")
        #expect(found.count == 1 && found[0].subject == nil && found[0].severity == .warning)
        #expect(
            found.first?.remedy.contains("pt-heartbeat --update --daemonize --utc --database percona --table heartbeat")
                == true)
    }

    @Test func heartbeatsThatCantBeSeen() {
        var scene = beating(["db1": .zero, "db3": .zero])
        scene.server("db2") {
            $0.heartbeat = .unseen(Unreachable(.denied, detail: "SELECT command denied", remedy: "Grant it."))
        }
        let found = findings(scene, of: "H04")
        #expect(found.map(\.subject) == ["db2"] && found.first?.remedy == "Grant it.")
        #expect(scene.facts.lag(of: "db2") == 0)
    }
}
