import HactlModel
import Testing

@testable import HactlPlan

struct ReaderHealthTests {
    @Test func aReplicaThatFollowsInTimeIsFit() {
        #expect(health(Cast.mysql())["db2"] == .fit(lag: 0))
    }

    @Test(arguments: [(30, Fitness.fit(lag: 30)), (31, .late(31))])
    func lagOverTheLimitIsLate(_ lag: Int, _ fitness: Fitness) {
        var scene = Cast.mysql()
        scene.channel("db2") { $0.lag = lag }
        #expect(health(scene)["db2"] == fitness)
    }

    enum Flaw: CaseIterable { case receiver, applier, lagUnknown, delay, stranger, nobody, unseen }

    @Test(arguments: Flaw.allCases)
    func whatIsBrokenServesNobody(_ flaw: Flaw) {
        var scene = Cast.mysql()
        switch flaw {
        case .receiver: scene.channel("db2") { $0.receiver = .connecting(error: "no route") }
        case .applier: scene.channel("db2") { $0.applier = .stopped(error: "1062") }
        case .lagUnknown: scene.channel("db2") { $0.lag = nil }
        case .delay: scene.channel("db2") { $0.delay = 3600 }
        case .stranger: scene.channel("db2") { $0.source = InstanceAddress(host: "elsewhere", port: 3306) }
        case .nobody: scene.server("db2") { $0.channels = [] }
        case .unseen: scene.loseServer("db2")
        }
        let health = health(scene)
        #expect(!health["db2"].canServe)
        #expect(health.ill == ["db2"])
    }

    @Test func whoeverFollowsSomebodyWhoIsLateIsLateToo() {
        var scene = Cast.mysql()
        scene.channel("db2") { $0.lag = 25 }
        scene.channel("db3") {
            $0.source = Cast.address("db2")
            $0.lag = 10
        }
        #expect(health(scene)["db3"] == .late(35))
    }

    @Test func whoeverWasIllAMomentAgoIsGivenTime() {
        #expect(health(Cast.mysql(), lastIll: ["db2": .seconds(59)])["db2"] == .recovering(since: .seconds(59)))
        #expect(health(Cast.mysql(), lastIll: ["db2": .seconds(60)])["db2"] == .fit(lag: 0))
    }

    @Test(arguments: [(PrimaryReads.never, false), (.lastResort, true), (.always, true)])
    func thePrimaryServesAsTheInventorySays(_ word: PrimaryReads, _ canServe: Bool) {
        #expect(health(Cast.mysql(), primary: word)["db1"].canServe == canServe)
        #expect(health(Cast.mysql(), primary: word).ill.contains("db1") == false)
    }

    private func health(
        _ scene: Scene, primary: PrimaryReads = .lastResort, lastIll: [MemberName: Duration] = [:]
    ) -> ReaderHealth {
        ReaderHealth(
            of: scene.cluster.addresses, seen: scene.facts, primary: "db1",
            pool: ReaderPool(addresses: [], primary: primary),
            lastIll: lastIll)
    }
}
