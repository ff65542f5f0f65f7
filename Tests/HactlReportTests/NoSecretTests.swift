import HactlModel
import HactlPlan
import HactlReport
import HactlRun
import HactlSimulation
import Testing

/// The story's cluster names commands that print `hunter2`. Neither they nor what they print is told anywhere.
@Suite struct NoSecretTests {
    @Test func nothingThatIsWrittenHoldsASecret() async throws {
        for text in try await everything() {
            #expect(!text.contains("hunter2"))
            #expect(!text.contains("••••"))
        }
    }

    private func everything() async throws -> [String] {
        let story = Story()
        let plan = try story.plan()
        let report = PlanReport(
            plan: plan, cluster: story.cluster, facts: story.facts, findings: [], passed: 0, observedAt: Story.moment)
        let run = await (try story.rehearsal()).run()
        let journal = try run.entries.enumerated().map {
            try JournalLine(number: $0.offset + 1, at: Story.moment, entry: $0.element).text()
        }
        let events =
            EventLine.plan(report, at: Story.moment).map(\.text)
            + run.entries.compactMap { EventLine.entry($0, of: plan, at: Story.moment)?.text }
        let tree = TopologyTree(of: story.cluster, seen: story.facts)
        return [try PlanFile.text(of: plan), PlanText(report).text(), tree.text(), tree.json.pretty] + journal + events
    }

    /// A secret in clear prints as dots wherever it is put into a text.
    @Test func aSecretPrintsAsDots() {
        let secret = Secret("hunter2")
        let refusal = Refusal("the server refused \(secret)", details: ["\(String(reflecting: secret))"])
        #expect(!refusal.text().contains("hunter2"))
    }
}
