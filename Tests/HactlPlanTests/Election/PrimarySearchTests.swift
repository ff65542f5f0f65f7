import HactlModel
import HactlPlan
import Testing

struct PrimarySearchTests {
    private func search(_ arrange: (inout Scene) -> Void = { _ in }) -> PrimarySearch {
        var scene = Cast.mysql()
        arrange(&scene)
        return PrimarySearch(in: scene.cluster, seen: scene.facts)
    }

    @Test func theOneWhoTakesWritesAndIsFollowed() {
        let search = search()
        #expect(search.primary == "db1" && search.supposed == "db1" && search.findings.isEmpty)
    }

    @Test func twoWritersAreNone() {
        let search = search { $0.server("db3") { $0.writability.readOnly = false } }
        #expect(search.primary == nil && search.supposed == "db1")
        #expect(search.findings.map(\.code) == ["P02"])
    }

    @Test func withoutAWriterTheMostFollowedIsSupposed() {
        let search = search { $0.server("db1") { $0.writability.readOnly = true } }
        #expect(search.primary == nil && search.supposed == "db1")
        #expect(search.findings.map(\.code) == ["P02"])
    }

    @Test func anUnseenMemberMayBeASecondWriter() {
        let search = search { $0.loseServer("db3") }
        #expect(search.primary == "db1")
        #expect(search.findings.map(\.code) == ["P01"])
        #expect(search.findings.map(\.subject) == ["db3"])
    }

    @Test func anUnseenPrimaryIsNotInvented() {
        let search = search { $0.loseServer("db1") }
        #expect(search.primary == nil && search.supposed == "db1")
        #expect(search.findings.map(\.code) == ["P01"])
    }

    @Test func aWriterNobodyFollowsIsNoPrimary() {
        let search = search { scene in
            for name: MemberName in ["db2", "db3"] { scene.server(name) { $0.channels = [] } }
        }
        #expect(search.primary == nil && search.supposed == "db1")
        #expect(search.findings.map(\.code) == ["P02"])
    }
}
