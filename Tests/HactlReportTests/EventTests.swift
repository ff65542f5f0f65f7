import HactlModel
import HactlPlan
import HactlReport
import HactlRun
import HactlSimulation
import Testing

@Suite struct EventTests {
    private let at = Story.moment

    private func planned() throws -> [EventLine] {
        let story = Story()
        let finding = Finding("P06", .warning, on: "db3", "it lags 4s", remedy: "Wait.")
        let report = PlanReport(
            plan: try story.plan(), cluster: story.cluster, facts: story.facts, findings: [finding], passed: 22,
            observedAt: at)
        let tree = TopologyTree(of: story.cluster, seen: story.facts)
        return [.version("0.1.0", at: at), .topology(tree, at: at), .finding(finding, at: at)]
            + EventLine.plan(report, at: at)
    }

    private func ran(_ fault: Fault?) async throws -> [EventLine] {
        let plan = try Story().plan()
        let run = await (try Story().rehearsal()).run(with: fault)
        let lines = run.entries.compactMap { EventLine.entry($0, of: plan, at: at) }
        return lines + [.outcome(RunEnd(of: plan, run.outcome), at: at)]
    }

    @Test func aPlan() throws {
        let text = try planned().map(\.text).joined(separator: "\n")
        try Golden.expect(text, equals: "events-plan.jsonl")
    }

    @Test func aRunThatGoesBack() async throws {
        let outage = EventLine.entry(
            .outage(Outage(length: .milliseconds(17), samples: 412)), of: try Story().plan(), at: at)
        var lines = try await ran(Fault(at: 3, .interrupt))
        lines.insert(try #require(outage), at: lines.count - 1)
        try Golden.expect(lines.map(\.text).joined(separator: "\n"), equals: "events-back.jsonl")
    }

    @Test func theOutcomeIsTheLastLineAndTheOnlyOne() async throws {
        let lines = try await ran(nil)
        #expect(lines.map(\.type).filter { $0 == "outcome" }.count == 1)
        #expect(lines.last?.type == "outcome")
        #expect(lines.last?.fields["exit_code"] == 0)
    }

    @Test func everyLineIsOneLine() throws {
        let refusal = Refusal("two\nlines \"quoted\"", details: ["a\tb"], hint: "c\u{1B}")
        let text = EventLine.diagnostic(refusal, at: at).text
        #expect(!text.contains("\n"))
        #expect(EventLine.end(exitCode: 3, "stale", at: at).text.contains("\"exit_code\":3"))
    }
}
