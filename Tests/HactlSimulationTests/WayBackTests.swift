import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// What the way back owes to those who wait for writes, and to those who rely on what it says.
@Suite struct WayBackTests {
    private let rehearsal: Rehearsal

    init() throws { rehearsal = try Story(.mysql).rehearsal() }

    private func index(_ matches: (Action) -> Bool) async throws -> Int {
        try #require(await rehearsal.run().actions.firstIndex(where: matches))
    }

    private func close() async throws -> Int {
        try await index { if case .sql("db1", .close) = $0 { true } else { false } }
    }

    /// What can't be reached must not use up the time of what can.
    @Test func aDeadHostKeepsNoWritesFrozen() async throws {
        let run = await rehearsal.run(with: Fault(at: try await close() + 1, .hostDies("db2")))
        #expect(run.cluster.facts.writable == ["db1"])
        guard case .putBack(_, let unseen) = run.outcome else {
            Issue.record("\(run.outcome.words)")
            return
        }
        #expect(unseen == ["db2"])
        #expect(run.actions.contains { if case .sql("db1", .restore) = $0 { true } else { false } })
        let onTheDead = run.actions.filter { if case .host("db2", _) = $0 { true } else { false } }
        #expect(onTheDead.isEmpty, "what was never tried needs no way back: nobody waits for a dead host")
    }

    /// Every try to close is given up and happens later, also after the way back.
    @Test func whatMayStillHappenIsTold() async throws {
        let first = try await close()
        let run = await rehearsal.run(with: (0..<3).map { Fault(at: first + $0, .late) })
        guard case .stranded(_, let left) = run.outcome else {
            Issue.record("\(run.outcome.words)")
            return
        }
        #expect(left.contains { $0.contains("may still happen") })
    }

    /// Whoever opened a server meanwhile is not joined by a second writer.
    @Test func noSecondWriterBesideAStranger() async throws {
        let first = try await close() + 1
        let run = await rehearsal.run(with: [Fault(at: first, .takeover("db3")), Fault(at: first + 1, .sleep)])
        #expect(run.cluster.violations == [])
        #expect(run.cluster.facts.writable == ["db3"], "\(run.outcome.words)")
    }

    @Test func aSleepInTheFreezeEndsIt() async throws {
        let run = await rehearsal.run(with: Fault(at: try await close(), .sleep))
        #expect(run.outcome.exitCode == 2, "\(run.outcome.words)")
    }

    /// The disk is full from some line on.
    @Test func aJournalThatIsFullIsNeverSilent() async throws {
        let whole = await rehearsal.run().entries.count
        for room in 1..<whole - 1 {
            let run = await rehearsal.run(with: [], room: room)
            #expect(rehearsal.judge(run) == [], "\(room) lines")
            #expect(run.outcome != .done, "\(room) lines")
        }
    }

    @Test func aLockThatIsLostStopsTheWalk() async throws {
        let actions = await rehearsal.run().actions.count
        for count in 0..<actions {
            let run = await rehearsal.run(with: [], lockLoss: count)
            #expect(rehearsal.judge(run) == [], "after \(count) actions")
            #expect(run.outcome != .done, "after \(count) actions")
        }
    }

    /// A command of the playbook's own whose answer is lost may have run: it is not run again.
    @Test func aCommandOfUnknownEffectIsNotRunAgain() async throws {
        let story = try Story(.mysql, playbook: Self.ownCommand)
        let rehearsal = try story.rehearsal()
        let run = await rehearsal.run(with: Fault(at: 0, .lostAfterEffect))
        let commands = run.actions.filter {
            if case .host(_, .run(let command)) = $0 { !command.label.hasSuffix("/undo") } else { false }
        }
        #expect(commands.count == 1)
        #expect(run.outcome.exitCode == 2, "\(run.outcome.words)")
    }

    /// An undo that fails is nothing that a look would show.
    @Test func putBackIsNotSaidWhenAnUndoFailed() async throws {
        let rehearsal = try Story(.mysql, playbook: Self.ownCommand).rehearsal()
        let deaf = (1..<200).map { Fault(at: $0, .lostBeforeEffect) }
        let run = await rehearsal.run(with: [Fault(at: 0, .lostAfterEffect)] + deaf)
        #expect(run.outcome.exitCode == 12, "\(run.outcome.words)")
    }

    private static let ownCommand = """
        playbook: own
        title: Our own
        checks: [one-writer]
        steps:
          - run: {on: primary, command: [/usr/local/bin/pause], undo: [/usr/local/bin/go-on]}
          - freeze:
              steps:
                - close: {on: primary}
                - catch-up: {on: candidate}
                - open: {on: candidate}
        """
}
