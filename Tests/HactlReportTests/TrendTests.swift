import HactlModel
import HactlPlan
import HactlRun
import Testing

@testable import HactlReport

@Suite struct TrendTests {
    private func run(_ number: Int, _ outage: Outage?, drill: String? = nil, of cluster: String = "shop") throws
        -> HistoryRun
    {
        let author = Operator(who: "ann@ops", process: 7, drill: drill)
        let entries: [JournalEntry] =
            [.started(try Story().plan(), before: Facts(), by: author)] + (outage.map { [.outage($0)] } ?? []) + [
                .finished(.done)
            ]
        let lines = try entries.enumerated().map {
            try JournalLine(number: $0.offset + 1, at: Story.moment + .seconds(number * 600), entry: $0.element).text()
                + "\n"
        }
        var run = try #require(HistoryRun(try JournalReading(lines.joined())))
        run.cluster = cluster
        return run
    }

    private func runs(_ milliseconds: [Int], of cluster: String = "shop") throws -> [HistoryRun] {
        try milliseconds.enumerated().map {
            try run($0.offset, Outage(length: .milliseconds($0.element), samples: 9), of: cluster)
        }
    }

    @Test(arguments: [
        ([10, 20], 15, 20, 20), ([30, 10, 20], 20, 30, 30), (Array(1...100), 50, 95, 100), ([7, 7, 7, 7], 7, 7, 7),
    ]) func figures(_ outages: [Int], _ median: Int64, _ p95: Int64, _ longest: Int64) throws {
        let trend = try #require(Trend.all(of: try runs(outages), last: 100).first)
        #expect(
            trend.median.milliseconds == median && trend.p95.milliseconds == p95
                && trend.longest.milliseconds == longest)
    }

    @Test(arguments: [([10, 10, 20], false), ([10, 10, 21], true), ([21, 10, 10], false)])
    func theNewestIsCompared(_ outages: [Int], _ isWorse: Bool) throws {
        #expect(try #require(Trend.all(of: try runs(outages).reversed(), last: 9).first).isWorse == isWorse)
    }

    /// Of each cluster and playbook the newest alone; without an outage, or with one that had not ended, there is nothing to compare.
    @Test func whatCounts() throws {
        let others = try [run(8, nil), run(9, Outage(length: .seconds(9), samples: 3, goesOn: true))]
        let all = Trend.all(of: try runs([500, 10, 20]) + runs([5], of: "mail") + others, last: 2)
        #expect(all.map(\.cluster) == ["shop"] && all.first?.outages == [.milliseconds(10), .milliseconds(20)])
    }

    @Test func eachWayKnowsItsDrill() throws {
        var way = try run(1, nil)
        #expect(way.drillWords == nil)
        way.drill = way.id
        #expect(way.drillWords == "the way there of a drill")
        way.drill = "shop-1"
        #expect(way.drillWords == "the way back of the drill shop-1")
    }

    @Test func anOldJournalIsNoDrill() throws {
        let author = Operator(who: "ann@ops", process: 7)
        let text = try CanonicalJSON.text(of: author)
        #expect(!text.contains("drill"))
        #expect(try CanonicalJSON.value(Operator.self, from: text) == author)
    }

    @Test func asText() throws {
        var all = try runs([17, 23, 19, 60, 18, 45])
        all[1].drill = "shop-1"
        let texts = [Style.plain, .ascii].map { HistoryText(all, last: 5).text($0) }
        try Golden.expect(texts.joined(separator: "\n\n"), equals: "trend.txt")
        let event = TrendText(try #require(Trend.all(of: all, last: 5).first)).event(at: Story.moment)
        #expect(
            event.type == "trend" && event.fields["median_ms"] == .number(23) && event.fields["drills"] == .number(1))
    }
}
