import Foundation
import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// Clients that read through proxies, in every playbook, with every kind of loss at every action.
@Suite(.serialized) struct ReadSweepTests {
    @Test(arguments: Flavour.allCases) func aSwitchoverDrainsAndBringsBack(_ flavour: Flavour) async throws {
        let run = try await ProxyStory(flavour, reading: ["db2", "db3"]).story.rehearsal().run()
        #expect(run.outcome == .done)
        #expect(run.cluster.violations == [])
        for proxy in ProxyStory.names { #expect(readers(of: proxy, run.cluster.facts) == ["db1", "db3"]) }
        expectNobodyReadsWhileRepointed(run, reading: ["db2", "db3"])
    }

    /// What a proxy gives reads to is followed through the actions, one after the other.
    private func expectNobodyReadsWhileRepointed(_ run: Rehearsal.Run, reading members: [String]) {
        var open = Dictionary(uniqueKeysWithValues: ProxyStory.names.map { ($0, Set(members)) })
        for action in run.actions {
            switch action {
            case .proxy(let name, .serveReads(let shift)):
                open[name, default: []].formUnion(shift.opened)
                open[name, default: []].subtract(shift.drained)
                #expect(open[name]?.isEmpty == false)
            case .sql(let member, .follow): #expect(open.values.allSatisfy { !$0.contains(member.text) }, "\(member)")
            default: break
            }
        }
    }

    @Test(arguments: PrimaryReads.allCases) func noLossBreaksAnInvariant(_ primary: PrimaryReads) async throws {
        let rehearsal = try ProxyStory(.mysql, reading: ["db1", "db2", "db3"], primary: primary).story.rehearsal()
        let runs = await rehearsal.sweep(actions: await rehearsal.run().actions.count)
        #expect(await rehearsal.objections() == [])
        for run in runs {
            #expect(rehearsal.judge(run) == [])
            for proxy in ProxyStory.names { #expect(readers(of: proxy, run.cluster.facts) != []) }
            if run.outcome == .done {
                let all: [MemberName] = primary == .always ? ["db1", "db2", "db3"] : ["db1", "db3"]
                for proxy in ProxyStory.names { #expect(readers(of: proxy, run.cluster.facts) == all) }
            }
        }
    }

    /// Wherever hactl dies, whoever resumes leaves reads with those that are fit.
    @Test func resumeBringsThemBack() async throws {
        for end in try await ProxyStory(.mysql, reading: ["db2", "db3"]).story.rehearsal().resumptions() {
            guard end.outcome == .done else { continue }
            for proxy in ProxyStory.names {
                #expect(readers(of: proxy, end.cluster.facts) == ["db1", "db3"], "\(end.fault)")
            }
        }
    }

    /// A proxy that can't be led any more is owed, and nothing goes back for it.
    @Test func oneThatIsOutOfSightIsOwed() async throws {
        var story = try ProxyStory(.mysql, reading: ["db2", "db3"]).story
        story.cluster.proxyQuorum = 1
        story.facts.proxies["px2"] = .unseen(Unreachable(.timedOut, detail: ""))
        let run = try await story.rehearsal().run()
        guard case .doneOwing(let owed) = run.outcome else { Issue.record("\(run.outcome.words)"); return }
        #expect(owed.contains { $0.contains("Lead reads through px2") })
        #expect(readers(of: "px1", run.cluster.facts) == ["db1", "db3"])
    }

    @Test(arguments: Flavour.allCases) func aDeadPrimaryGetsNoReads(_ flavour: Flavour) async throws {
        var story = try ProxyStory(flavour, reading: ["db1", "db2", "db3"], playbook: "failover").story
        story.lose("db1")
        let rehearsal = try rehearsal(story, Story.roles, .deadPrimary)
        let smooth = await rehearsal.run()
        #expect(smooth.outcome == .done, "\(smooth.outcome.words)")
        for proxy in ProxyStory.names {
            #expect(readers(of: proxy, smooth.cluster.facts) == ["db3"])
            #expect(smooth.cluster.facts.proxy(proxy)?.readers?.first?.sessions == 0)
        }
        let objections = await rehearsal.objections()
        #expect(objections == [], "\(objections)")
    }

    @Test(arguments: Flavour.allCases) func oneThatRejoinsServesAgain(_ flavour: Flavour) async throws {
        var story = try ProxyStory(flavour, reading: ["db3"], playbook: "rejoin").story
        var model = ModelCluster(flavour)
        model.replacePrimary()
        model.fence("db1")
        story.facts.members = model.facts.members
        let rehearsal = try rehearsal(story, Roles(primary: "db1", candidate: "db2", replicas: []), .returnedPrimary)
        let smooth = await rehearsal.run()
        #expect(smooth.outcome == .done, "\(smooth.outcome.words)")
        for proxy in ProxyStory.names { #expect(readers(of: proxy, smooth.cluster.facts) == ["db1", "db3"]) }
        #expect(await rehearsal.objections() == [])
    }

    /// Nobody reads from a member while its data is replaced; it comes back once it follows.
    @Test func oneThatIsRebuiltIsDrained() async throws {
        var story = try ProxyStory(.mysql, reading: ["db1", "db3"], playbook: "rebuild").story
        let scene = ModelCluster(.mysql).scene(for: .lostReplica, run: "shop-test")
        story.facts.members = scene.facts.members
        let rehearsal = try rehearsal(story, scene.roles, .lostReplica)
        let smooth = await rehearsal.run()
        #expect(smooth.outcome == .done, "\(smooth.outcome.words)")
        let drain = smooth.actions.firstIndex {
            $0 == .proxy("px1", .serveReads(ReadShift(drained: ["db1"], ended: [])))
        }
        let copy = smooth.actions.firstIndex { if case .sql("db1", .copyData) = $0 { true } else { false } }
        #expect(try #require(drain) < #require(copy))
        for proxy in ProxyStory.names { #expect(readers(of: proxy, smooth.cluster.facts) == ["db1", "db3"]) }
        #expect(await rehearsal.objections() == [])
    }

    /// Also where nobody opens anybody: then there is no point of no return, and a proxy that is gone is no reason to go back.
    @Test(arguments: ["rejoin", "reconcile"]) func oneThatIsGoneIsOwed(_ playbook: String) async throws {
        var story = try ProxyStory(.mysql, reading: ["db2"], playbook: playbook).story
        story.facts.proxies["px2"] = .unseen(Unreachable(.timedOut, detail: ""))
        if playbook == "rejoin" {
            var model = ModelCluster(.mysql)
            model.replacePrimary()
            model.fence("db1")
            story.facts.members = model.facts.members
        }
        let rehearsal =
            playbook == "rejoin"
            ? try rehearsal(story, Roles(primary: "db1", candidate: "db2", replicas: []), .returnedPrimary)
            : try rehearsal(story, Self.steady, .steady)
        #expect(await rehearsal.objections() == [])
        guard case .doneOwing(let owed) = await rehearsal.run().outcome else { Issue.record("nothing is owed"); return }
        #expect(owed.allSatisfy { $0.contains("px2") })
    }

    @Test(arguments: [["db1", "db2", "db3"], ["db3"], ["db2", "db3"], []] as [[MemberName]])
    func reconcileLeadsReadsToTheFit(_ members: [MemberName]) async throws {
        let story = try ProxyStory(.mysql, reading: members, playbook: "reconcile").story
        let rehearsal = try rehearsal(story, Self.steady, .steady)
        let smooth = await rehearsal.run()
        #expect(smooth.outcome == .done)
        #expect(smooth.actions.isEmpty == (members == ["db2", "db3"]))
        #expect(await rehearsal.objections() == [])
        for run in [smooth] + (await rehearsal.sweep(actions: smooth.actions.count)) {
            var next = story
            next.facts = run.cluster.facts
            let second = await (try self.rehearsal(next, Self.steady, .steady)).run()
            #expect(second.outcome == .done)
            let alive = (["db2", "db3"] as [MemberName]).filter { second.cluster.facts.instance($0) != nil }
            for proxy in ProxyStory.names { #expect(readers(of: proxy, second.cluster.facts) == alive) }
        }
    }

    private static let steady = Roles(primary: "db1", candidate: "db1", replicas: ["db2", "db3"])

    private func readers(of proxy: ProxyName, _ facts: Facts) -> [MemberName] {
        (facts.proxy(proxy)?.readers ?? []).filter(\.isOpen).map { MemberName($0.name) }
    }

    private func rehearsal(_ story: Story, _ roles: Roles, _ premise: Premise) throws -> Rehearsal {
        let scene = Scene(cluster: story.cluster, facts: story.facts, roles: roles, run: "shop-test", premise: premise)
        let plan = try Planner(in: scene).plan(
            story.playbook, .init(version: "test", createdAt: Moment(milliseconds: 0), validFor: .seconds(900)))
        return Rehearsal(of: plan, on: story.cluster, seen: story.facts)
    }
}

extension Story {
    /// The server is gone, its host is well, and its replicas have noticed.
    fileprivate mutating func lose(_ primary: MemberName) {
        facts.members[primary]?.instance = .unseen(Unreachable(.refused, detail: ""))
        let way = WayFacts(server: .refuses, host: .answers)
        facts.ways[primary] = ["db2": .seen(way), "db3": .seen(way)]
        for name in ["db2", "db3"] as [MemberName] {
            guard var instance = facts.instance(name) else { continue }
            instance.channels[0].received = .gtids(.simulated(upTo: 4))
            instance.channels[0].receiver = .connecting(error: "error 2003")
            instance.channels[0].lag = nil
            facts.members[name]?.instance = .seen(instance)
        }
    }
}
