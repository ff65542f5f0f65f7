import Foundation
import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// A former primary that is back, as it may be found, with every kind of loss at every action of the built-in rejoin.
@Suite(.serialized) struct RejoinSweepTests {
    enum Condition: String, CaseIterable { case fenced, writable, closed }

    @Test(arguments: Flavour.allCases, Condition.allCases)
    func noLossBreaksAnInvariant(_ flavour: Flavour, _ condition: Condition) async throws {
        let rehearsal = try Self.rehearsal(flavour, condition)
        let smooth = await rehearsal.run()
        #expect(smooth.outcome == .done)
        #expect(smooth.cluster.facts.writable == ["db2"])
        #expect(smooth.cluster.facts.instance("db1")?.channels.first?.isRunning == true)
        #expect(await rehearsal.objections() == [])
    }

    static func rehearsal(
        _ flavour: Flavour, _ condition: Condition, changing change: (inout Story) -> Void = { _ in }
    ) throws -> Rehearsal {
        let text = try String(contentsOfFile: Story.builtIn("rejoin"), encoding: .utf8)
        var story = try Story(flavour, playbook: text)
        var model = ModelCluster(flavour)
        model.replacePrimary()
        if condition == .fenced { model.fence("db1") }
        story.facts = model.facts
        if condition == .closed {
            let closed = story.facts.instance("db3")?.writability
            story.change("db1") { $0.writability = closed ?? $0.writability }
        }
        change(&story)
        let search = ReturnSearch(in: story.cluster, seen: story.facts)
        #expect(search.returned == "db1" && search.primary == "db2")
        let scene = Scene(
            cluster: story.cluster, facts: story.facts, roles: Roles(primary: "db1", candidate: "db2", replicas: []),
            run: "shop-test", premise: .returnedPrimary)
        let plan = try Planner(in: scene).plan(
            story.playbook, .init(version: "test", createdAt: Moment(milliseconds: 0), validFor: .seconds(900)))
        return Rehearsal(of: plan, on: story.cluster, seen: story.facts)
    }
}

extension Story {
    fileprivate mutating func change(_ name: MemberName, _ body: (inout InstanceFacts) -> Void) {
        guard var instance = facts.instance(name) else { return }
        body(&instance)
        facts.members[name]?.instance = .seen(instance)
    }
}
