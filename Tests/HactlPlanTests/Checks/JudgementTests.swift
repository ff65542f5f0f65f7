import HactlModel
import HactlPlan
import Testing

struct JudgementTests {
    private func checks(_ names: [String] = CheckCatalog.all(for: .livingPrimary).map { $0.name }) throws -> [any Check]
    {
        let entries = names.map { CheckEntry(name: $0, arguments: [:], place: Cast.place) }
        return try CheckCatalog.checks(from: entries, limits: Limits())
    }

    private var lagging: Scene {
        var scene = Cast.mysql()
        scene.channel("db2") { $0.lag = 60 }
        return scene
    }

    @Test func aHealthyClusterMayProceed() throws {
        let judgement = Judgement(try checks(), in: Cast.mysql())
        #expect(judgement.mayProceed && judgement.findings.isEmpty)
        #expect(judgement.reports.count == CheckCatalog.all(for: .livingPrimary).count)
    }

    @Test func aFailureRefuses() throws {
        let judgement = Judgement(try checks(), in: lagging)
        #expect(judgement.refusals.map(\.code) == ["P06"])
        #expect(!judgement.mayProceed)
    }

    @Test("a code overrules, in either case", arguments: ["P06", "p06"])
    func overruled(_ code: String) throws {
        let judgement = Judgement(try checks(), in: lagging, accepting: [code])
        #expect(judgement.mayProceed)
        #expect(judgement.accepted == ["P06"])
    }

    @Test func whatFoundNothingIsNotRecordedAsAccepted() throws {
        #expect(Judgement(try checks(), in: Cast.mysql(), accepting: ["P06"]).accepted.isEmpty)
    }

    @Test func whatMayNotBeAcceptedStands() throws {
        var scene = Cast.mysql()
        scene.server("db3") { $0.writability.readOnly = false }
        let judgement = Judgement(try checks(), in: scene, accepting: CheckCatalog.codes)
        #expect(judgement.refusals.map(\.code) == ["P02", "P03"])
    }

    @Test("an unknown code refuses, with the nearest one", arguments: [("P60", "P06"), ("lag", "P06"), ("Q", nil)])
    func unknownCode(_ word: String, _ nearest: String?) throws {
        let judgement = Judgement(try checks(), in: Cast.mysql(), accepting: [word])
        #expect(!judgement.mayProceed)
        #expect(judgement.unknownCodes.map(\.nearest) == [nearest])
    }

    @Test("a playbook that leaves out members-reachable is refused all the same when somebody is unseen")
    func unseenRefuses() throws {
        var scene = Cast.mysql()
        scene.lose("db3")
        let judgement = Judgement(try checks(["gtid"]), in: scene, accepting: ["P01"])
        #expect(judgement.refusals.allSatisfy { $0.code == "P01" && $0.subject == "db3" })
        #expect(!judgement.mayProceed && !judgement.refusals.isEmpty)
    }
}
