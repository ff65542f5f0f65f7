import Foundation
import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// Proxies that lead writes elsewhere than to the living, only primary: reconcile leads them there, whatever is lost on the way.
@Suite(.serialized) struct DriftSweepTests {
    enum Drift: String, CaseIterable { case runtime, file, both, nobody }

    @Test(arguments: Flavour.allCases, Drift.allCases)
    func aProxyThatDriftedIsLedBack(_ flavour: Flavour, _ drift: Drift) async throws {
        let story = try story(flavour, drift)
        let rehearsal = try rehearsal(story)
        let smooth = await rehearsal.run()
        #expect(smooth.outcome == .done, "\(smooth.outcome.words)")
        #expect(smooth.cluster.violations == [])
        #expect(isLed(smooth.cluster.facts))
        #expect(await rehearsal.objections() == [])
        for run in await rehearsal.sweep(actions: smooth.actions.count) {
            #expect(rehearsal.judge(run) == [])
            var next = story
            next.facts = run.cluster.facts
            next.facts.ledger = []
            guard next.facts.writable == ["db1"], next.facts.instance("db2") != nil else { continue }
            let second = await (try self.rehearsal(next)).run()
            #expect(
                second.outcome == .done && isLed(second.cluster.facts),
                "after \(run.fault.map(String.init(describing:)) ?? "")")
        }
    }

    @Test func whatIsInOrderIsLeftAlone() async throws {
        let run = try await rehearsal(ProxyStory(.mysql, playbook: "reconcile").story).run()
        #expect(run.outcome == .done && run.actions.isEmpty)
    }

    /// A second writer, and somebody whom nobody can ask: then it can't be told to whom clients belong.
    @Test(arguments: ["db2 takes writes, too", "may take writes"]) func inDoubtNothingIsLed(_ words: String)
        async throws
    {
        var story = try story(.mysql, .both)
        switch words {
        case "may take writes":
            story.facts.members["db3"] = .unseen
        default:
            guard var instance = story.facts.instance("db2") else { return }
            instance.writability = story.facts.instance("db1")?.writability ?? instance.writability
            story.facts.members["db2"]?.instance = .seen(instance)
        }
        let run = try await rehearsal(story).run()
        guard case .doneOwing(let owed) = run.outcome else { Issue.record("\(run.outcome.words)"); return }
        #expect(owed.contains { $0.contains(words) })
        #expect(run.actions.isEmpty)
    }

    /// One that nobody may change is owed, and the others are led.
    @Test func aFlawConcernsItsProxyAlone() async throws {
        var story = try story(.mysql, .both)
        guard var facts = story.facts.proxy("px1") else { return }
        facts.flaws = ["its admin socket is mute"]
        story.facts.proxies["px1"] = .seen(facts)
        story.facts.proxies["px2"] = .seen(try #require(try self.story(.mysql, .both, of: "px2").facts.proxy("px2")))
        let rehearsal = try rehearsal(story)
        let run = await rehearsal.run()
        guard case .doneOwing(let owed) = run.outcome else { Issue.record("\(run.outcome.words)"); return }
        #expect(owed.contains { $0.contains("its admin socket is mute") })
        #expect(run.cluster.facts.proxy("px2")?.leading == ["db1"])
        #expect(run.cluster.facts.proxy("px1")?.leading == ["db2"])
        #expect(await rehearsal.objections() == [])
    }

    private func isLed(_ facts: Facts) -> Bool {
        ProxyStory.names.allSatisfy { name in
            guard let proxy = facts.proxy(name) else { return false }
            let enabled = proxy.file?.lines.filter { !$0.text.hasSuffix("disabled") }.map(\.text) ?? []
            return proxy.leading == ["db1"] && enabled == ["server db1 10.0.0.11:3306"]
        }
    }

    private func story(_ flavour: Flavour, _ drift: Drift, of proxy: ProxyName = "px1") throws -> Story {
        var story = try ProxyStory(flavour, playbook: "reconcile").story
        guard var facts = story.facts.proxy(proxy) else { return story }
        let wanted: [String] = drift == .nobody ? [] : ["db2"]
        for index in facts.servers.indices {
            let name = facts.servers[index].name
            if drift != .file { facts.servers[index].isOpen = wanted.contains(name) }
            let end = wanted.contains(name) ? "" : " disabled"
            if drift == .file || drift == .both {
                facts.file?.lines[index].text = "server \(name) \(facts.servers[index].address)\(end)"
            }
        }
        story.facts.proxies[proxy] = .seen(facts)
        return story
    }

    private func rehearsal(_ story: Story) throws -> Rehearsal {
        let roles = Roles(primary: "db1", candidate: "db1", replicas: ["db2", "db3"])
        let scene = Scene(cluster: story.cluster, facts: story.facts, roles: roles, run: "shop-test", premise: .steady)
        let plan = try Planner(in: scene).plan(
            story.playbook, .init(version: "test", createdAt: Moment(milliseconds: 0), validFor: .seconds(900)))
        return Rehearsal(of: plan, on: story.cluster, seen: story.facts)
    }
}
