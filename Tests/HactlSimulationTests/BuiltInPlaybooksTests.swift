import Foundation
import HactlConfig
import HactlModel
import HactlPlan
import HactlSimulation
import Testing

/// What `hactl validate` does, with every playbook that travels in the binary.
struct BuiltInPlaybooksTests {
    static let names = ["switchover", "failover", "rejoin", "reconcile", "rebuild"]

    @Test(arguments: names, Flavour.allCases) func nothingSpeaksAgainstIt(_ name: String, _ flavour: Flavour)
        async throws
    {
        let text = try String(contentsOfFile: Story.builtIn(name), encoding: .utf8)
        let playbook = try PlaybookReader.read(name: name, text: text).get()
        let scene = ModelCluster(flavour).scene(for: playbook.premise, run: "rehearsal")
        let plan = try Planner(in: scene).plan(
            playbook, .init(version: "test", createdAt: Moment(milliseconds: 0), validFor: .seconds(1)))
        #expect(plan.hasSteps(ofEveryLineOf: playbook))
        #expect(await Rehearsal(of: plan, on: scene.cluster, seen: scene.facts).objections() == [])
    }

    @Test func everyPlaybookIsTried() throws {
        let folder = URL(filePath: Story.builtIn("switchover")).deletingLastPathComponent().path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
        #expect(Set(files) == Set(Self.names.map { "\($0).yaml" }))
    }
}

extension Plan {
    /// A model in which a playbook has nothing to do would prove nothing.
    fileprivate func hasSteps(ofEveryLineOf playbook: Playbook) -> Bool { steps.count >= playbook.steps.count / 2 }
}
