import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// hactl dies at every action, before and after its effect; then an operator resumes, or rolls back.
@Suite struct RecoveryTests {
    private func deaths(_ flavour: Flavour) async throws -> [Rehearsal.Run] {
        try await Sweep.of(flavour).filter(\.controllerDied)
    }

    @Test(arguments: Flavour.allCases) func resumeEndsWellWhereverTheRunDied(_ flavour: Flavour) async throws {
        for death in try await deaths(flavour) {
            let recovery = try #require(Recovery(reading: death.entries))
            let world = SimulatedWorld(death.cluster)
            let facts = death.cluster.facts
            #expect(recovery.obstacleToResume(in: facts) == nil)
            var walk = Walk(resuming: recovery, from: facts, in: world, journal: SimulatedJournal(death.entries))
            let outcome = await walk.run()
            let cluster = await world.cluster
            #expect(outcome == .done, "\(String(describing: death.fault)) \(outcome.words)")
            #expect(cluster.violations == [])
            #expect(cluster.facts.writable == ["db2"])
            #expect(cluster.lost(on: "db2").isEmpty)
        }
    }

    @Test(arguments: Flavour.allCases) func rollbackRestoresOrRefuses(_ flavour: Flavour) async throws {
        let story = try Story(flavour)
        for death in try await deaths(flavour) {
            let recovery = try #require(Recovery(reading: death.entries))
            let facts = death.cluster.facts
            guard recovery.obstacleToRollback(in: facts) == nil else {
                #expect(facts.writable == ["db2"], "refuses only past the commit point")
                continue
            }
            let world = SimulatedWorld(death.cluster)
            var walk = Walk(resuming: recovery, from: facts, in: world, journal: SimulatedJournal(death.entries))
            let outcome = await walk.rollBack()
            let cluster = await world.cluster
            #expect(outcome == .putBack(because: "rolled back by request"), "\(String(describing: death.fault))")
            #expect(Differences.between(story.facts, and: cluster.facts, among: Story.roles.all) == [])
            #expect(cluster.violations == [])
        }
    }

    /// The operator's machine lost power: the line that says that opening was tried may never have reached its disk.
    @Test func afterAnotherBootAMissingLineProvesNothing() async throws {
        let run = try await Story().rehearsal().run()
        let opening = try #require(run.entries.firstIndex { if case .committing = $0 { true } else { false } })
        var entries = Array(run.entries[..<opening])
        guard case .started(let plan, let before, var author) = entries[0] else { return }
        author.boot = "one"
        entries[0] = .started(plan, before: before, by: author)
        var cluster = run.cluster
        cluster.crash("db2")
        let same = try #require(Recovery(reading: entries, boot: "one"))
        #expect(same.obstacleToRollback(in: cluster.facts) == nil)
        let other = try #require(Recovery(reading: entries, boot: "two"))
        #expect(other.obstacleToRollback(in: cluster.facts)?.contains("whether it was opened can't be told") == true)
        let back = try #require(Recovery(reading: entries + [.goingBack(because: "")], boot: "two"))
        #expect(back.obstacleToRollback(in: cluster.facts) == nil)
    }

    @Test func aFinishedRunIsNotOpen() async throws {
        let run = try await Story().rehearsal().run()
        let recovery = try #require(Recovery(reading: run.entries))
        #expect(!recovery.isOpen)
    }

    /// The new primary took orders, restarted, and came back read-only, as it is told to.
    @Test(arguments: Flavour.allCases) func ordersOfANewPrimaryThatRestartedSurvive(_ flavour: Flavour) async throws {
        for death in try await deaths(flavour) where death.cluster.facts.writable == ["db2"] {
            var cluster = death.cluster
            cluster.write(on: "db2", acknowledged: true)
            cluster.crash("db2")
            cluster.restart("db2")
            let recovery = try #require(Recovery(reading: death.entries))
            #expect(cluster.facts.writable == [])
            #expect(recovery.obstacleToRollback(in: cluster.facts)?.contains("orders") == true)
            let after = await resumed(recovery, on: cluster, faults: [Fault(at: 0, .interrupt)])
            #expect(!after.facts.writable.contains("db1"), "\(String(describing: death.fault))")
            #expect(after.violations == [])
        }
    }

    private func resumed(_ recovery: Recovery, on cluster: SimulatedCluster, faults: [Fault]) async -> SimulatedCluster
    {
        let world = SimulatedWorld(cluster, faults: faults)
        var walk = Walk(
            resuming: recovery, from: cluster.facts, in: world, journal: SimulatedJournal(), interruption: world)
        _ = await walk.run()
        return await world.cluster
    }

    @Test func twoHistoriesAreNotGoneOnWith() async throws {
        let death = try #require(try await deaths(.mysql).last { $0.cluster.facts.writable == ["db2"] })
        var cluster = death.cluster
        cluster.write(on: "db2", acknowledged: true)
        cluster.servers["db2"]?.facts.writability = Writability(readOnly: true, superReadOnly: true)
        cluster.servers["db1"]?.facts.writability = Writability(readOnly: false, superReadOnly: false)
        let recovery = try #require(Recovery(reading: death.entries))
        #expect(recovery.obstacleToResume(in: cluster.facts)?.contains("two histories") == true)
    }
}
