import Foundation
import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// The built-in switchover on a cluster without GTIDs, with every kind of loss at every action. The simulated servers know
/// only places in logs that begin at different numbers: whoever is pointed at a wrong one skips transactions, or applies
/// them twice, and that is a violation.
@Suite(.serialized) struct PositionSweepTests {
    private func rehearsal(_ playbook: String? = nil, slow: Set<MemberName> = ["db2"]) throws -> Rehearsal {
        let story = try Story(.mysql, playbook: playbook, withoutGTIDs: true)
        return Rehearsal(of: try story.plan(), on: story.cluster, seen: story.facts, slow: slow)
    }

    @Test(arguments: [["db2"], ["db2", "db3"]] as [Set<MemberName>])
    func aSmoothRunIsDone(_ slow: Set<MemberName>) async throws {
        let run = await (try rehearsal(slow: slow)).run()
        #expect(run.outcome == .done)
        #expect(run.cluster.violations.joined() == "")
        #expect(run.cluster.facts.writable == ["db2"])
        for name: MemberName in ["db1", "db3"] {
            #expect(run.cluster.facts.instance(name)?.channels.first?.sourceIdentity == "uuid-2")
            if !slow.contains(name) { #expect(run.cluster.lost(on: name).isEmpty, "\(name)") }
        }
    }

    /// Where nobody applies anything unless somebody waits for it: that is the harder half.
    @Test func noLossBreaksAnInvariant() async throws {
        let rehearsal = try rehearsal(slow: ["db2", "db3"])
        let runs = await rehearsal.sweep(actions: await rehearsal.run().actions.count)
        #expect(runs.count > 100)
        for run in runs {
            #expect(rehearsal.judge(run) == [], "\(run.outcome)")
            #expect(run.cluster.violations.joined() == "", "\(run.fault.map(String.init(describing:)) ?? "")")
        }
    }

    /// Wherever hactl dies, `resume` points everybody at the place that was written down before the opening.
    @Test func resumeEndsWellWhereverTheRunDied() async throws {
        let rehearsal = try rehearsal()
        for end in try await rehearsal.resumptions() {
            #expect(end.recovery.obstacleToResume(in: end.found) == nil)
            #expect(end.outcome == .done, "\(end.fault)")
            #expect(end.cluster.facts.writable == ["db2"], "\(end.fault)")
            #expect(end.cluster.violations.joined() == "", "\(end.fault)")
        }
    }

    /// `rollback` restores, or refuses because the candidate took writes, or may have.
    @Test func rollbackRestoresOrRefuses() async throws {
        let rehearsal = try rehearsal()
        let count = await rehearsal.run().actions.count
        for action in 0..<count {
            let run = await rehearsal.run(with: Fault(at: action, .controllerDiesAfter))
            let recovery = try #require(Recovery(reading: run.entries))
            if recovery.obstacleToRollback(in: run.cluster.facts) != nil {
                #expect(recovery.hasTriedToCommit)
                continue
            }
            let world = SimulatedWorld(run.cluster)
            var walk = Walk(
                resuming: recovery, from: run.cluster.facts, in: world, journal: SimulatedJournal(run.entries))
            let outcome = await walk.rollBack()
            let cluster = await world.cluster
            #expect(cluster.facts.writable == ["db1"] && cluster.violations == [], "\(action): \(outcome)")
        }
    }

    /// A candidate that restarted after it was opened is read-only, and its log has a new file: its orders survive.
    @Test func aNewPrimaryThatRestartedIsNeverTakenBack() async throws {
        let rehearsal = try rehearsal()
        let smooth = await rehearsal.run()
        let opening = try #require(smooth.actions.firstIndex { if case .sql(_, .open) = $0 { true } else { false } })
        let run = await rehearsal.run(with: Fault(at: opening + 1, .controllerDiesBefore))
        var cluster = run.cluster
        cluster.tick()
        cluster.crash("db2")
        cluster.servers["db2"]?.facts.writability.persistedReadOnly = true
        cluster.restart("db2")
        let recovery = try #require(Recovery(reading: run.entries))
        #expect(cluster.facts.writable == [])
        #expect(recovery.obstacleToRollback(in: cluster.facts) != nil)
        let world = SimulatedWorld(cluster)
        var walk = Walk(resuming: recovery, from: cluster.facts, in: world, journal: SimulatedJournal(run.entries))
        let outcome = await walk.run()
        #expect(outcome == .done)
        #expect(await world.cluster.violations.joined() == "")
    }

    /// Where everybody goes on is on disk before the opening is tried.
    @Test func theHandoverIsWrittenDownBeforeTheOpening() async throws {
        let run = await (try rehearsal()).run()
        let kinds = run.entries.map { entry in
            switch entry {
            case .handovers(let handovers): handovers["db2"] == nil ? "nothing" : "handovers"
            case .committing: "committing"
            default: ""
            }
        }.filter { !$0.isEmpty }
        #expect(kinds == ["handovers", "committing"])
    }

    /// Between closing and opening there is nothing more than with GTIDs.
    @Test func theFreezeTakesFewActions() async throws {
        let run = await (try rehearsal()).run()
        let close = try #require(run.actions.firstIndex { if case .sql(_, .close) = $0 { true } else { false } })
        let open = try #require(run.actions.firstIndex { if case .sql(_, .open) = $0 { true } else { false } })
        #expect(run.actions[close...open].count <= 4)
    }

    /// Plans that would skip transactions or apply them twice.
    @Test(arguments: [
        // The place would be read after clients have written.
        """
          - freeze:
              steps:
                - close: {on: primary}
                - open: {on: candidate}
                - catch-up: {on: candidate}
          - follow: {on: [old-primary, replicas], source: candidate}
        """,
        // Nobody sees the place at all.
        """
          - freeze:
              steps:
                - close: {on: primary}
                - sync: {on: candidate}
                - open: {on: candidate}
          - follow: {on: [old-primary, replicas], source: candidate}
        """,
        // The replica is pointed away while its source still takes writes.
        """
          - follow: {on: replicas, source: candidate}
          - freeze:
              steps:
                - close: {on: primary}
                - catch-up: {on: candidate}
                - open: {on: candidate}
        """,
    ])
    func aWrongOrderIsRefused(_ steps: String) async throws {
        let text = "playbook: own\ntitle: Our own\nchecks: [one-writer]\nsteps:\n" + steps
        #expect(!(await (try rehearsal(text)).objections()).isEmpty)
    }

    /// The same plans, taken by a step that doesn't care: the simulator itself sees what is lost or taken twice.
    @Test func theSimulatorSeesSkippedAndRepeatedTransactions() async throws {
        let story = try Story(.mysql, withoutGTIDs: true)
        for (offset, word) in [(2, "skipped"), (-1, "twice")] {
            var cluster = SimulatedCluster(seen: story.facts, cluster: story.cluster)
            for _ in 0..<3 { cluster.tick() }
            guard case .file(let log, let name, let end)? = cluster.facts.instance("db2")?.transactions.executed else {
                Issue.record("db2 has no log")
                return
            }
            let world = SimulatedWorld(cluster)
            let place = TransactionSet.file(log: log, name: name, position: UInt64(Int(end) + offset))
            let settings = SourceSettings(
                source: story.cluster.members[1].address, account: .kept, position: .place(place))
            _ = await world.perform(.sql("db3", .stopReplication(channel: "")), within: .seconds(1))
            // db2 gets ahead, so that the place exists.
            for _ in 0..<4 { await world.pause(.milliseconds(1)) }
            for statement: Statement in [.follow(settings), .startReplication(channel: "")] {
                _ = await world.perform(.sql("db3", statement), within: .seconds(1))
            }
            for _ in 0..<3 { await world.pause(.milliseconds(1)) }
            let found = await world.cluster.violations
            #expect(found.contains { $0.contains(word) }, "\(word): \(found)")
        }
    }
}
