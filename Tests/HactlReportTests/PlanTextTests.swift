import HactlModel
import HactlPlan
import HactlReport
import HactlSimulation
import Testing

@Suite struct PlanTextTests {
    private func report(_ story: Story, accepted: [String] = []) throws -> PlanReport {
        PlanReport(
            plan: try story.plan(accepted: accepted), cluster: story.cluster, facts: story.facts,
            findings: PlanTextTests.findings, passed: 22,
            election: ["db2 is in the data centre of db1 and has every transaction", "db3 must not become primary"],
            observedAt: Story.moment, age: .milliseconds(400), roundTrip: .microseconds(430))
    }

    private static let findings = [
        Finding(
            "P19", .failure, on: "db1", "1 session may write to a read-only server",
            remedy: "End it, or take CONNECTION ADMIN from its account.", mayBeAccepted: true),
        Finding("P06", .warning, on: "db3", "it lags 4s, allowed are 5s", remedy: "Wait until it has caught up."),
        Finding("P24", .note, on: "db2", "its clock is 12ms ahead", remedy: ""),
    ]

    @Test(arguments: Flavour.allCases) func aSwitchover(_ flavour: Flavour) throws {
        let text = PlanText(try report(Story(flavour))).text()
        try Golden.expect(text, equals: "plan-\(flavour.rawValue).txt")
    }

    @Test func withColoursInASCII() throws {
        let style = Style(isColoured: true, isUnicode: false)
        let text = PlanText(try report(Story(), accepted: ["P19"])).text(style)
        try Golden.expect(text, equals: "plan-coloured-ascii.txt")
    }

    @Test func withoutAMeasuredRoundTripTheEstimateCountsOnly() throws {
        var report = try report(Story())
        report.roundTrip = nil
        #expect(PlanText(report).text().contains("Expected write outage: 5 round trips from closing to opening, plus"))
    }

    @Test func theSummaryLineIsFrozen() throws {
        let line = PlanSummary(of: try Story().plan(), in: Story().facts).line
        #expect(line == "Plan: 1 to promote, 1 to demote, 2 to repoint, 1 endpoint to move.")
    }

    @Test func nothingToDo() async throws {
        var story = Story()
        let plan = try story.plan()
        #expect(plan.hasChanges(in: story.facts))
        let end = await (try story.rehearsal()).run().cluster
        story.facts = end.facts
        #expect(!plan.hasChanges(in: story.facts))
        var report = try report(story)
        (report.plan, report.findings) = (plan, [])
        try Golden.expect(PlanText(report).text(), equals: "plan-no-changes.txt")
    }

    @Test func howToRunExactlyThis() throws {
        let plan = try Story().plan()
        #expect(
            SavedPlanText.saved(plan, to: "shop.plan")
                == "Saved the plan to: shop.plan (expires in 15m). To run exactly this:  hactl apply shop.plan")
        #expect(SavedPlanText.saved(plan, to: "my plan").hasSuffix("hactl apply 'my plan'"))
    }
}
