import HactlModel
import HactlPlan
import HactlReport
import HactlRun
import Testing

@Suite struct RefusalTests {
    /// "nobody" alone would be a lie: it may hold the address still.
    @Test func whoCantBeAskedIsNamed() throws {
        let story = Story()
        let plan = try story.plan()
        var facts = story.facts
        let holder = plan.roles.primary
        facts.members[holder]?.host = .unseen(Unreachable(.timedOut, detail: "no answer within 2 s"))
        let moved = plan.evidence.compactMap { $0.contradiction(in: facts, of: story.cluster) }
        #expect(
            moved.contains {
                $0.contains("-> nobody; \(holder)'s host can't be seen: ") && $0.contains("no answer within 2 s")
            })
    }

    @Test func aStalePlanNamesWhatMoved() throws {
        let plan = try Story().plan()
        var story = Story()
        #expect(StaleText(plan, seen: story.facts, in: story.cluster).refusal == nil)
        story.change("db3") { $0.channels[0].source = InstanceAddress(host: "10.0.0.12", port: 3306) }
        story.change("db2") { $0.channels[0].lag = 9 }
        story.lose("db1")
        let refusal = try #require(StaleText(plan, seen: story.facts, in: story.cluster).refusal)
        try Golden.expect(refusal.text(), equals: "stale.txt")
    }

    @Test func anExpiredPlan() throws {
        let plan = try Story().plan()
        #expect(StaleText.expired(plan, at: plan.expiresAt) == nil)
        let refusal = try #require(StaleText.expired(plan, at: plan.expiresAt + .seconds(120)))
        try Golden.expect(refusal.text(), equals: "expired.txt")
    }

    @Test func failedChecks() throws {
        let findings = [
            Finding("P05", .failure, on: "db2", "it follows by file and position", remedy: "Use GTID."),
            Finding("P19", .failure, on: "db1", "1 session", remedy: "End it.", mayBeAccepted: true),
            Finding("P06", .warning, on: "db1", "lag", remedy: "Wait."),
        ]
        let texts = [
            RefusalText.preflight(findings).text(), RefusalText.preflight(Array(findings[1...])).text(),
            RefusalText.rehearsal(["when hactl dies at action 3: two servers take writes: db1, db2"]).text(),
            RefusalText.complaints(
                [Complaint(at: Story.place, "`lga` means nothing here.", remedy: "Did you mean `lag`?")],
                in: "inventory"
            ).text(.coloured),
        ]
        try Golden.expect(texts.joined(separator: "\n\n"), equals: "refusals.txt")
    }

    @Test func history() throws {
        let plan = try Story().plan()
        var runs: [HistoryRun] = []
        for (index, outcome) in [Outcome.done, nil, .putBack(because: "SIGINT received")].enumerated() {
            let started = JournalEntry.started(plan, before: Facts(), by: Operator(who: "ann@ops", process: 7))
            let outage = JournalEntry.outage(Outage(length: .milliseconds(17), samples: 400))
            let entries = [started, outage] + (outcome.map { [.finished($0)] } ?? [])
            let lines = try entries.enumerated().map {
                try JournalLine(
                    number: $0.offset + 1, at: Story.moment + .seconds(index * 600), entry: $0.element
                ).text() + "\n"
            }
            let run = HistoryRun(try JournalReading(lines.joined()))
            runs.append(try #require(run))
        }
        try Golden.expect(HistoryText(runs).text(), equals: "history.txt")
        #expect(HistoryText([]).text() == "No runs yet.")
    }

    @Test func exitCodes() throws {
        #expect(Set(ExitCodes.all.map(\.code)).count == ExitCodes.all.count)
        try Golden.expect(ExitCodes.markdown + "\n\n" + ExitCodes.text, equals: "exit-codes.txt")
    }

    @Test(arguments: [
        Outcome.done, .doneOwing([]), .putBack(because: ""), .failedForward(because: "", owed: []),
        .stranded(because: "", left: []), .ambiguous(because: ""),
    ]) func everyOutcomeHasItsExitCodeInTheTable(_ outcome: Outcome) {
        #expect(ExitCodes.all.contains { $0.code == outcome.exitCode })
    }
}
