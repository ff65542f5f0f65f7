import HactlModel
import HactlPlan
import HactlReport
import HactlRun
import HactlSimulation
import Testing

@Suite struct RunTextTests {
    /// Every entry 400 µs after the one before it.
    private func progress(_ run: Rehearsal.Run, _ style: Style) throws -> String {
        var progress = Progress(of: try Story().plan(), from: .zero, style: style)
        let lines = run.entries.enumerated().flatMap { index, entry in
            progress.lines(for: entry, at: .microseconds(400) * index)
        }
        return lines.joined(separator: "\n")
    }

    @Test func aRunThatEndsWell() async throws {
        let run = await (try Story().rehearsal()).run()
        try Golden.expect(try progress(run, .plain), equals: "progress.txt")
        try Golden.expect(try progress(run, .ascii), equals: "progress-ascii.txt")
    }

    @Test func aRunThatGoesBack() async throws {
        let run = await (try Story().rehearsal()).run(with: Fault(at: 3, .interrupt))
        try Golden.expect(try progress(run, .plain), equals: "progress-back.txt")
    }

    @Test func theLastLineIsFrozen() throws {
        let end = RunEnd(of: try Story().plan(), .done, outage: Outage(length: .milliseconds(17), samples: 412))
        #expect(
            OutcomeText(end).text()
                == "Apply complete! db2 is the primary of shop. Write outage 17ms (measured through 10.0.0.50).")
    }

    @Test func everyOutcome() throws {
        let outage = Outage(length: .milliseconds(17), samples: 412)
        let outcomes: [Outcome] = [
            .done, .doneOwing(["Make db3 follow db2: no answer within 3s"]), .putBack(because: "SIGINT received"),
            .failedForward(because: "clients may not reach the new primary", owed: ["Lead writes to db2"]),
            .stranded(because: "no answer", left: ["Open db2 to writes: not known to have happened"]),
            .ambiguous(because: "the connection broke"),
        ]
        var texts: [String] = []
        for outcome in outcomes {
            let end = RunEnd(of: try Story().plan(), outcome, outage: outage)
            texts.append("exit \(end.exitCode)\n" + OutcomeText(end).text())
        }
        try Golden.expect(texts.joined(separator: "\n\n"), equals: "outcomes.txt")
    }

    @Test func aRollbackThatWasAskedForIsNoFailure() throws {
        let end = RunEnd(of: try Story().plan(), .putBack(because: "rolled back by request"), verb: .rollback)
        #expect(end.exitCode == 0)
        #expect(OutcomeText(end).text() == "Rollback complete! db1 is the primary of shop, as before.")
    }
}
