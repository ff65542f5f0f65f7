import Foundation
import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// A member that can't rejoin, with every kind of loss at every action of the built-in rebuild.
@Suite(.serialized) struct RebuildSweepTests {
    enum Condition: String, CaseIterable { case stray, broken, fenced }

    @Test(arguments: Flavour.allCases, Condition.allCases)
    func noLossBreaksAnInvariant(_ flavour: Flavour, _ condition: Condition) async throws {
        let rehearsal = try rehearsal(condition, flavour)
        let smooth = await rehearsal.run()
        #expect(smooth.outcome == .done, "\(smooth.outcome.words)")
        #expect(smooth.cluster.facts.writable == ["db2"])
        #expect(smooth.cluster.facts.instance("db1")?.channels.first?.isRunning == true)
        #expect(
            smooth.cluster.servers["db1"]?.applied.subtracting(.simulated(777))
                == smooth.cluster.servers["db1"]?.applied)
        #expect(await rehearsal.objections() == [])
    }

    /// The donor is a replica: the primary has enough to do.
    @Test func aReplicaIsTheDonor() throws {
        let story = try story(.stray)
        let search = RebuildSearch(in: story.cluster, seen: story.facts, recipient: "db1")
        #expect(search.roles?.donor == "db3" && search.roles?.candidate == "db2")
        #expect(search.standings.map(\.outcome) == [.chosen, .eligible])
    }

    @Test func whoIsNeededIsNotRebuilt() throws {
        let story = try story(.stray)
        for (name, words) in [("db2", "is the primary"), ("db9", "is no member")] {
            let search = RebuildSearch(in: story.cluster, seen: story.facts, recipient: MemberName(name))
            #expect(search.roles == nil && search.findings.first?.summary.contains(words) == true)
        }
        var open = story
        open.change("db1") { $0.writability = Writability(readOnly: false, superReadOnly: false) }
        let search = RebuildSearch(in: open.cluster, seen: open.facts, recipient: "db1")
        #expect(search.roles == nil && search.findings.first?.summary.contains("takes writes") == true)
    }

    /// A failover that died after it had opened db2 left the channel to db1 there: db1 is needed by nobody.
    @Test func whoseSuccessorKeepsAStoppedChannelIsRebuilt() throws {
        var story = try story(.stray)
        let address = InstanceAddress(host: "10.0.0.11", port: 3306)
        story.change("db2") { $0.channels = [ReplicationChannel(source: address, receiver: .stopped(error: ""))] }
        #expect(RebuildSearch(in: story.cluster, seen: story.facts, recipient: "db1").roles?.candidate == "db2")
        story.change("db2") { $0.channels = [ReplicationChannel(source: address)] }
        let refused = RebuildSearch(in: story.cluster, seen: story.facts, recipient: "db1")
        #expect(refused.findings.first?.summary.contains("while db2 follows it") == true)
    }

    /// Wherever hactl dies: before the copy a rollback restores, after it resume ends well, and rollback says why it can't.
    @Test(arguments: Flavour.allCases) func resumeEndsWellWhereverTheRunDied(_ flavour: Flavour) async throws {
        let rehearsal = try rehearsal(.stray, flavour)
        let actions = await rehearsal.run().actions.count
        for death in await rehearsal.sweep(actions: actions).filter(\.controllerDied) {
            let recovery = try #require(Recovery(reading: death.entries))
            #expect(recovery.obstacleToResume(in: death.cluster.facts) == nil)
            let world = SimulatedWorld(death.cluster)
            var walk = Walk(
                resuming: recovery, from: death.cluster.facts, in: world, journal: SimulatedJournal(death.entries))
            let outcome = await walk.run()
            #expect(outcome == .done, "\(String(describing: death.fault)) \(outcome.words)")
            let cluster = await world.cluster
            #expect(cluster.violations == [])
            #expect(cluster.servers["db1"]?.copy.state == .done)
        }
    }

    @Test(arguments: Flavour.allCases) func rollbackRestoresOrRefuses(_ flavour: Flavour) async throws {
        let rehearsal = try rehearsal(.stray, flavour)
        let before = try story(.stray, flavour).facts
        let actions = await rehearsal.run().actions.count
        var refused = 0
        for death in await rehearsal.sweep(actions: actions).filter(\.controllerDied) {
            let recovery = try #require(Recovery(reading: death.entries))
            if let obstacle = recovery.obstacleToRollback(in: death.cluster.facts) {
                #expect(obstacle.contains("is dropped, or may be"))
                refused += 1
                continue
            }
            let world = SimulatedWorld(death.cluster)
            var walk = Walk(
                resuming: recovery, from: death.cluster.facts, in: world, journal: SimulatedJournal(death.entries))
            #expect(await walk.rollBack() == .putBack(because: "rolled back by request"))
            let cluster = await world.cluster
            #expect(cluster.servers["db1"]?.applied.contains(.simulated(777)) == true)
            #expect(Differences.between(before, and: cluster.facts, among: ["db2", "db3"]) == [])
        }
        #expect(refused > 0)
    }

    /// What goes on in the server is told, and is found by whoever comes later.
    @Test func progressIsTold() async throws {
        let rehearsal = try rehearsal(.stray)
        let told = Told()
        let world = SimulatedWorld(rehearsal.beginning)
        let facts = rehearsal.beginning.facts
        var walk = Walk(of: rehearsal.subject, from: facts, origin: facts, in: world, journal: SimulatedJournal())
        walk.audience = { _, reason, progress in await told.note(reason, progress) }
        #expect(await walk.run() == .done)
        #expect(await told.bytes == (await told.bytes).sorted())
        #expect(await told.bytes.count > 1)
    }

    /// A playbook that would copy while replication runs on, or follow without a copy, says so.
    @Test func aRebuildWithoutACopyIsRefused() async throws {
        var story = try story(.stray)
        story.playbook.steps.removeAll { $0.kind == "copy-data" }
        let objections = await (try rehearsal(of: story)).objections()
        #expect(!objections.isEmpty)
    }

    private func rehearsal(_ condition: Condition, _ flavour: Flavour = .mysql) throws -> Rehearsal {
        try rehearsal(of: try story(condition, flavour))
    }

    private func rehearsal(of story: Story) throws -> Rehearsal {
        let search = RebuildSearch(in: story.cluster, seen: story.facts, recipient: "db1")
        let roles = try #require(search.roles)
        let scene = Scene(
            cluster: story.cluster, facts: story.facts, roles: roles, run: "shop-test", premise: .lostReplica,
            observedAt: Moment(milliseconds: 0))
        let plan = try Planner(in: scene).plan(
            story.playbook, .init(version: "test", createdAt: Moment(milliseconds: 0), validFor: .seconds(900)))
        return Rehearsal(of: plan, on: story.cluster, seen: story.facts)
    }

    private func story(_ condition: Condition, _ flavour: Flavour = .mysql) throws -> Story {
        let text = try String(contentsOfFile: Story.builtIn("rebuild"), encoding: .utf8)
        var story = try Story(flavour, playbook: text)
        var model = ModelCluster(flavour)
        model.replacePrimary()
        model.loseReplica()
        if condition == .fenced {
            model.fence("db1")
            model.facts.members["db1"]?.data = nil
            model.facts.members["db1"]?.copy = nil
        }
        story.facts = model.facts
        if condition == .broken { breakReplication(&story) }
        return story
    }

    /// It has nothing of its own, and its replication has stopped for good.
    private func breakReplication(_ story: inout Story) {
        let address = story.cluster.members[1].address
        story.change("db1") {
            $0.transactions.executed = .gtids(.simulated(1))
            $0.channels = [
                ReplicationChannel(source: address, sourceIdentity: "uuid-2", applier: .stopped(error: "error 1062"))
            ]
        }
    }
}

private actor Told {
    var bytes: [Int64] = []
    func note(_ reason: String, _ progress: StepProgress?) { if let progress { bytes.append(progress.bytes) } }
}

extension Story {
    fileprivate mutating func change(_ name: MemberName, _ body: (inout InstanceFacts) -> Void) {
        guard var instance = facts.instance(name) else { return }
        body(&instance)
        facts.members[name]?.instance = .seen(instance)
    }
}
