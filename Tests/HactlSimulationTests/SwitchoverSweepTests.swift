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
        let runs = try await Sweep.of(flavour)
        #expect(runs.count > 300)
        for run in runs { #expect(rehearsal.judge(run) == []) }
    }

    /// What is acknowledged survives, unless both who have it are gone.
    @Test(arguments: Flavour.allCases) func noAcknowledgedWriteIsLost(_ flavour: Flavour) async throws {
        for run in try await Sweep.of(flavour) {
            for writer in run.cluster.facts.writable {
                #expect(run.cluster.lost(on: writer).isEmpty, "\(run.fault.map(String.init(describing:)) ?? "")")
            }
        }
    }

    /// MariaDB before 10.4.1 can't shut everyone out: what a privileged client writes to the closed primary is told.
    @Test func aWriteThatCameTooLateIsTold() async throws {
        let rehearsal = try Story(.mariadb, version: ServerVersion(10, 3, 39)).rehearsal()
        let runs = await rehearsal.sweep(actions: await rehearsal.run().actions.count)
        for run in runs { #expect(rehearsal.judge(run) == []) }
        let lost = runs.filter { !$0.cluster.lost(on: "db2").isEmpty && $0.outcome.isForward }
        #expect(!lost.isEmpty, "the window can't be closed, only watched")
        for run in lost { #expect(run.outcome.words.contains("written after it was closed"), "\(run.outcome.words)") }
    }

    /// The outage is made of these round trips and of nothing else.
    @Test(arguments: Flavour.allCases) func theFreezeTakesFewActions(_ flavour: Flavour) async throws {
        let run = try await Story(flavour).rehearsal().run()
        let close = try #require(run.actions.firstIndex { if case .sql(_, .close) = $0 { true } else { false } })
        let open = try #require(run.actions.firstIndex { if case .sql(_, .open) = $0 { true } else { false } })
        let inside = run.actions[close...max(open, close)]
        // Close, catch up, take the address and open. Root is connected to this MariaDB: ended, and seen to stay away.
        #expect(inside.count <= (flavour == .mysql ? 4 : 6), "\(inside)")
    }
}

/// The runs of the built-in switchover with every loss, made once.
enum Sweep {
    private static let mysql = Task { try await make(.mysql) }
    private static let mariadb = Task { try await make(.mariadb) }

    static func of(_ flavour: Flavour) async throws -> [Rehearsal.Run] {
        try await (flavour == .mysql ? mysql : mariadb).value
    }

    private static func make(_ flavour: Flavour) async throws -> [Rehearsal.Run] {
        let rehearsal = try Story(flavour).rehearsal()
        return await rehearsal.sweep(actions: await rehearsal.run().actions.count)
    }
}

extension Outcome {
    var isForward: Bool {
        switch self {
        case .done, .doneOwing, .failedForward: true
        case .putBack, .stranded, .ambiguous: false
        }
    }
}
