import HactlModel
import HactlPlan
import HactlReport
import HactlRun
import HactlSimulation
import Testing

@Suite struct RunReportTests {
    /// A line each 7 ms.
    private func journal(_ fault: Fault? = nil, until count: Int = .max, then more: [JournalEntry] = []) async throws
        -> JournalReading
    {
        let rehearsal = try Story().rehearsal()
        let run = if let fault { await rehearsal.run(with: fault) } else { await rehearsal.run() }
        let entries = run.entries.prefix(count) + more
        let lines = entries.enumerated().map {
            JournalLine(number: $0.offset + 1, at: Story.moment + .milliseconds($0.offset * 7), entry: $0.element)
        }
        return try JournalReading(lines.map { try $0.text() + "\n" }.joined())
    }

    private let outage = JournalEntry.outage(Outage(length: .milliseconds(28), samples: 412))

    @Test func aRunThatWasDone() async throws {
        let report = try #require(RunReport(try await journal(then: [outage])))
        try Golden.expect(report.text(), equals: "report.txt")
        try Golden.expect(report.json.pretty, equals: "report.json")
        try Golden.expect(RunReportPage(report).text, equals: "report.html")
    }

    @Test func aRunThatWentBack() async throws {
        let report = try #require(RunReport(try await journal(Fault(at: 3, .interrupt))))
        try Golden.expect(report.text(), equals: "report-back.txt")
    }

    /// hactl died: what was begun is not called done, and what to do is said.
    @Test func aRunThatNobodyFinished() async throws {
        let report = try #require(RunReport(try await journal(until: 9)))
        #expect(report.run.outcome == nil)
        #expect(report.text().contains("not finished: hactl resume"))
        #expect(report.text().contains("not come to"))
        #expect(RunReportPage(report).text.contains("not come to"))
    }

    @Test func aJournalWithoutAPlanIsNoRun() throws {
        let line = try JournalLine(number: 1, at: Story.moment, entry: .finished(.done)).text()
        #expect(RunReport(try JournalReading(line + "\n")) == nil)
    }

    /// A server's words stand in a page as they are, and mean nothing there.
    @Test func nothingOfARunIsReadAsHTML() async throws {
        let evil = "</td><script>alert(\"1\")</script>&'"
        let entries: [JournalEntry] = [
            .failed(StepPlace(stage: 0, step: 0), title: "x", because: evil), .goingBack(because: evil),
            .finished(.putBack(because: evil)),
        ]
        let page = RunReportPage(try #require(RunReport(try await journal(until: 4, then: entries)))).text
        #expect(!page.contains("<script") && !page.contains("alert(\""))
        #expect(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;"))
    }
}
