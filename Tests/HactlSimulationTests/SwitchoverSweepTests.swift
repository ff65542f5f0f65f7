import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// Every action of the built-in switchover, with every kind of loss.
@Suite struct SwitchoverSweepTests {
    @Test(arguments: Flavour.allCases) func aSmoothRunIsDone(_ flavour: Flavour) async throws {
        let rehearsal = try Story(flavour).rehearsal()
        let run = await rehearsal.run()
        #expect(run.outcome == .done)
        #expect(run.cluster.violations == [])
        #expect(run.cluster.lost(on: "db2").isEmpty)
        #expect(run.cluster.facts.writable == ["db2"])
    }

    @Test(arguments: Flavour.allCases) func noLossBreaksAnInvariant(_ flavour: Flavour) async throws {
        let rehearsal = try Story(flavour).rehearsal()
        let smooth = await rehearsal.run()
        let runs = await rehearsal.sweep(actions: smooth.actions.count)
        #expect(runs.count > 200)
        for run in runs { #expect(rehearsal.judge(run) == []) }
    }

    /// What is acknowledged survives, unless both who have it are gone.
    @Test(arguments: Flavour.allCases) func noAcknowledgedWriteIsLost(_ flavour: Flavour) async throws {
        let rehearsal = try Story(flavour).rehearsal()
        let smooth = await rehearsal.run()
        for run in await rehearsal.sweep(actions: smooth.actions.count) {
            for writer in run.cluster.facts.writable {
                #expect(run.cluster.lost(on: writer).isEmpty, "\(run.fault.map(String.init(describing:)) ?? "")")
            }
        }
    }

    /// The outage is made of these round trips and of nothing else.
    @Test func theFreezeTakesFiveActions() async throws {
        let run = try await Story(.mysql).rehearsal().run()
        let close = try #require(run.actions.firstIndex { if case .sql(_, .close) = $0 { true } else { false } })
        let open = try #require(run.actions.firstIndex { if case .sql(_, .open) = $0 { true } else { false } })
        let inside = run.actions[close...max(open, close)]
        #expect(inside.count <= 6, "\(inside)")
    }
}
