import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// hactl dies at every action, before and after its effect; then an operator resumes, or rolls back.
@Suite struct RecoveryTests {
    private func deaths(_ rehearsal: Rehearsal) async -> [Rehearsal.Run] {
        let smooth = await rehearsal.run()
        return await rehearsal.sweep(actions: smooth.actions.count).filter(\.controllerDied)
    }

    @Test(arguments: Flavour.allCases) func resumeEndsWellWhereverTheRunDied(_ flavour: Flavour) async throws {
        let rehearsal = try Story(flavour).rehearsal()
        for death in await deaths(rehearsal) {
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
        let rehearsal = try story.rehearsal()
        for death in await deaths(rehearsal) {
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

    @Test func aFinishedRunIsNotOpen() async throws {
        let run = try await Story().rehearsal().run()
        let recovery = try #require(Recovery(reading: run.entries))
        #expect(!recovery.isOpen)
    }
}
