import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// A failover whose hactl dies, with its machine and its journal: another machine's hactl, which knows nothing of it, goes on from
/// what it sees.
@Suite(.serialized) struct HeirTests {
    @Test(arguments: Demise.all) func anotherMachineEndsItWell(_ demise: Demise) async throws {
        let rehearsal = try demise.rehearsal()
        var inherited = 0
        for action in 0..<(await rehearsal.run().actions.count) {
            for kind in [Fault.Kind.controllerDiesBefore, .controllerDiesAfter] {
                let run = await rehearsal.run(with: Fault(at: action, kind))
                if try await inherit(run, demise, "\(action) \(kind)") { inherited += 1 }
            }
        }
        #expect(inherited > 5)
    }

    /// Answers whether there was anything to go on with.
    private func inherit(_ run: Rehearsal.Run, _ demise: Demise, _ moment: String) async throws -> Bool {
        var story = try demise.story()
        story.facts = await look(at: run.cluster, of: story.cluster)
        let search = EmergencySearch(in: story.cluster, seen: story.facts)
        if search.primary == demise.candidate {
            #expect(story.facts.writable == [demise.candidate], "\(moment)")
            return false
        }
        #expect(story.facts.writable == [search.successor].compactMap(\.self), "\(moment)")
        #expect(search.primary == "db1", "\(moment): \(search.findings.map(\.sentence))")
        let scene = try demise.scene(of: story, heir: search.successor)
        let checks = try CheckCatalog.checks(from: story.playbook.checks, limits: story.cluster.limits)
        let refusals = Judgement(checks, in: scene.judged, accepting: scene.accepted).refusals
        if demise.legacy == .fed, refusals.map(\.code) == [AddressFree.code] {
            // It was fed, took the address, and was not opened: another one is fitter now. A person takes the address off it.
            #expect(story.facts.writable.isEmpty, "\(moment)")
            return false
        }
        #expect(refusals.isEmpty, "\(moment): \(refusals.map(\.sentence))")
        let plan = try demise.plan(in: story, heir: search.successor)
        let end = await Rehearsal(of: plan, on: story.cluster, seen: story.facts).run()
        #expect(end.outcome == .done, "\(moment)")
        #expect(end.cluster.violations == [] && end.cluster.facts.writable == [plan.roles.candidate], "\(moment)")
        #expect(end.cluster.lost(on: plan.roles.candidate).isEmpty, "\(moment)")
        return true
    }

    private func look(at simulated: SimulatedCluster, of cluster: Cluster) async -> Facts {
        let world = SimulatedWorld(simulated)
        var facts = simulated.facts
        let others = cluster.members.map(\.name).filter { $0 != "db1" }
        facts.absorb(await world.look(at: others.map { .way(to: "db1", from: $0) }, within: .seconds(1)))
        return facts
    }
}
