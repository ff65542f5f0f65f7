import HactlModel
import HactlPlan
import Testing

/// Who takes the place of a dead primary.
@Suite struct SuccessionTests {
    private static let source = Cast.uuid(1)

    /// db1 is dead; of its transactions the others have received, and applied, so many.
    private func scene(
        db2: (received: Int, applied: Int) = (100, 100), db3: (received: Int, applied: Int) = (100, 100)
    ) -> Scene {
        var scene = Cast.mysql()
        scene.killServer("db1")
        for (name, has) in [("db2" as MemberName, db2), ("db3", db3)] {
            scene.server(name) { $0.transactions.executed = Cast.gtids("\(Self.source):1-\(has.applied)") }
            scene.channel(name) { $0.received = Cast.gtids("\(Self.source):1-\(has.received)") }
        }
        return scene
    }

    private func succession(_ scene: Scene, wanted: MemberName? = nil) -> Succession {
        Succession(in: scene.cluster, seen: scene.facts, primary: "db1", wanted: wanted)
    }

    private func words(_ succession: Succession) -> String {
        (succession.standings.map(\.sentence) + succession.findings.map(\.summary)).joined(separator: "\n")
    }

    @Test func amongEqualsTheInventoryDecides() {
        let result = succession(scene())
        #expect(result.chosen == "db2" && result.feeder == nil)
        #expect(result.followers == ["db3"] && result.isolated == [])
    }

    /// Everybody was primary once: their own transactions are everybody's, and no history of their own.
    @Test func formerPrimariesHaveOneHistory() {
        var scene = scene()
        let all = "\(Self.source):1-100,\(Cast.uuid(2)):1-849,\(Cast.uuid(3)):1-9"
        for name in ["db2", "db3"] as [MemberName] {
            scene.server(name) { $0.transactions.executed = Cast.gtids(all) }
            scene.channel(name) { $0.received = Cast.gtids("\(Self.source):1-100") }
        }
        let result = succession(scene)
        #expect(result.chosen == "db2" && result.findings == [], "\(words(result))")
        #expect(words(result).contains("has everything that any survivor has"))
    }

    @Test func whoHasReceivedMostIsChosen() {
        let result = succession(scene(db2: (90, 90), db3: (100, 80)))
        #expect(result.chosen == "db3" && result.feeder == nil)
        #expect(words(result).contains("db3 is chosen"))
        #expect(words(result).contains("has 20 transactions to apply"))
        #expect(words(result).contains("db2 could be primary"))
    }

    @Test func whoIsPreferredIsFedFirst() {
        var scene = scene(db2: (90, 90), db3: (100, 80))
        scene.member("db2") { $0.promotion = .prefer }
        let result = succession(scene)
        #expect(result.chosen == "db2" && result.feeder == "db3")
        #expect(words(result).contains("lacks 11111111:91-100 of db3"))
        #expect(words(result).contains("is fed by db3 first"))
    }

    @Test func theStrongerOneIsFedFirst() {
        var scene = scene(db2: (100, 100), db3: (90, 90))
        scene.member("db3") { $0.weight = 200 }
        let result = succession(scene)
        #expect(result.chosen == "db3" && result.feeder == "db2")
        #expect(words(result).contains("db3 is chosen: promotion neutral, in datacenter ams, weight 200"))
    }

    @Test func whoMayNotBePrimaryStillGivesWhatItHas() {
        var scene = scene(db2: (90, 90), db3: (100, 100))
        scene.member("db3") { $0.promotion = .mustNot }
        let result = succession(scene)
        #expect(result.chosen == "db2" && result.feeder == "db3")
        #expect(words(result).contains("db3 is rejected: the inventory says must_not"))
    }

    @Test func anotherDatacenterComesAfterBeingFed() {
        var scene = scene(db2: (90, 90), db3: (100, 100))
        scene.member("db3") { $0.datacenter = "fra" }
        #expect(succession(scene).chosen == "db2")
        #expect(succession(scene).feeder == "db3")
    }

    @Test func twoHistoriesStopAndAreShown() {
        var scene = scene()
        scene.server("db2") { $0.transactions.executed = Cast.gtids("\(Self.source):1-90,\(Cast.uuid(9)):1") }
        scene.channel("db2") { $0.received = nil }
        let result = succession(scene)
        #expect(result.chosen == nil)
        #expect(words(result).contains("two histories"))
        #expect(words(result).contains("99999999") && words(result).contains("91-100"))
    }

    @Test func anApplierWithAnErrorIsNeverPromotedNorAsked() {
        var scene = scene(db2: (90, 90), db3: (100, 80))
        scene.channel("db3") { $0.applier = .stopped(error: "error 1062") }
        let result = succession(scene)
        #expect(result.chosen == nil, "what db3 alone has can't be had")
        #expect(words(result).contains("its applier has stopped with an error (error 1062)"))
    }

    @Test func unfitMembersAreRejectedByName() {
        let unfit: [(String, (inout Scene) -> Void)] = [
            ("does not log what it applies", { $0.server("db2") { $0.binlog.logsReplicaUpdates = false } }),
            ("delayed by 3600s", { $0.channel("db2") { $0.delay = 3600 } }),
            ("filters what it replicates", { $0.channel("db2") { $0.filters = ["Replicate_Do_DB=shop"] } }),
            ("by file and position", { $0.channel("db2") { $0.autoPosition = false } }),
            (
                "follows several sources",
                { scene in
                    scene.server("db2") {
                        $0.channels.append(ReplicationChannel(name: "x", source: Cast.address("far")))
                    }
                }
            ),
            ("can't be seen over SSH", { $0.loseHost("db2") }),
            ("takes writes already", { $0.server("db2") { $0.writability.readOnly = false } }),
        ]
        for (saying, arrange) in unfit {
            var scene = scene()
            arrange(&scene)
            let result = succession(scene)
            #expect(result.chosen == "db3", "\(saying)")
            #expect(words(result).contains(saying), "\(words(result))")
            #expect(succession(scene, wanted: "db2").chosen == nil)
        }
    }

    @Test func whoIsUnseenIsLeftWhereItIs() {
        var scene = scene()
        scene.lose("db3")
        let result = succession(scene)
        #expect(result.chosen == "db2" && result.followers == [] && result.isolated == ["db3"])
        #expect(words(result).contains("db3 is left where it is"))
    }

    @Test func aReplicaOfAReplicaGoesOnFollowingIt() {
        var scene = scene()
        scene.channel("db3") { $0.source = Cast.address("db2") }
        let result = succession(scene)
        #expect(result.chosen == "db2" && result.followers == [] && result.isolated == [])
    }

    @Test func whoIsNamedPassesTheSameChecks() {
        #expect(succession(scene(), wanted: "db3").chosen == "db3")
        #expect(words(succession(scene(), wanted: "db4")).contains("db4 can't become primary"))
        var scene = scene()
        scene.member("db3") { $0.promotion = .mustNot }
        #expect(succession(scene, wanted: "db3").chosen == nil)
        #expect(words(succession(scene, wanted: "db3")).contains("db3 can't become primary"))
    }

    @Test func mariaDBCountsByDomain() {
        var scene = Cast.mariadb()
        scene.killServer("db1")
        scene.server("db2") { $0.transactions.executed = .domains(Cast.list("0-1-90")) }
        scene.channel("db2") { $0.received = .domains(Cast.list("0-1-90")) }
        scene.channel("db3") { $0.received = .domains(Cast.list("0-1-100")) }
        #expect(succession(scene).chosen == "db3")
        scene.member("db2") { $0.promotion = .prefer }
        #expect(succession(scene).chosen == "db2" && succession(scene).feeder == "db3")
    }
}
