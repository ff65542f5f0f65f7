import HactlModel
import HactlPlan
import Testing

struct ReturnSearchTests {
    /// db2 took db1's place.
    private func aftermath(of count: Int) -> Scene {
        var scene = Cast.mysql()
        scene.cluster.members = Array(scene.cluster.members.prefix(count))
        if count < 3 { scene.facts.members["db3"] = nil }
        scene.server("db2") {
            $0.writability = Writability(readOnly: false, superReadOnly: false)
            $0.channels = []
        }
        scene.channel("db3") { $0.source = Cast.address("db2") }
        return scene
    }

    private func fence(_ scene: inout Scene) {
        scene.loseServer("db1", .refused)
        scene.host("db1") { $0.daemon.isFenced = true }
    }

    @Test(arguments: [2, 3]) func whoeverIsFencedIsBack(_ count: Int) {
        var scene = aftermath(of: count)
        fence(&scene)
        let search = ReturnSearch(in: scene.cluster, seen: scene.facts)
        #expect(search.returned == "db1" && search.primary == "db2")
    }

    @Test func ofAPairInWhichBothTakeWritesOneHasToBeNamed() {
        let scene = aftermath(of: 2)
        #expect(ReturnSearch(in: scene.cluster, seen: scene.facts).primary == nil)
        let search = ReturnSearch(in: scene.cluster, seen: scene.facts, wanted: "db1")
        #expect(search.returned == "db1" && search.primary == "db2")
    }

    @Test func whoIsFollowedIsThePrimaryHoweverManyTakeWrites() {
        let scene = aftermath(of: 3)
        let search = ReturnSearch(in: scene.cluster, seen: scene.facts)
        #expect(search.returned == "db1" && search.primary == "db2")
    }

    @Test func withoutAWriterThereIsNobodyToRejoin() {
        var scene = aftermath(of: 2)
        fence(&scene)
        scene.server("db2") { $0.writability = Writability(readOnly: true, superReadOnly: true) }
        #expect(ReturnSearch(in: scene.cluster, seen: scene.facts).findings.count == 1)
    }
}
