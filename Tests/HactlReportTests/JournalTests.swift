import HactlModel
import HactlPlan
import HactlReport
import HactlRun
import HactlSimulation
import Testing

@Suite struct JournalTests {
    private func lines() async throws -> [JournalLine] {
        let entries = await (try Story().rehearsal()).run().entries
        return entries.enumerated().map {
            JournalLine(number: $0.offset + 1, at: Story.moment + .milliseconds($0.offset), entry: $0.element)
        }
    }

    private func text(_ lines: [JournalLine]) throws -> String {
        try lines.map { try $0.text() + "\n" }.joined()
    }

    @Test func everyEntryComesBackAsItWas() async throws {
        let lines = try await lines()
        let text = try text(lines)
        #expect(text.split(separator: "\n").count == lines.count)
        let reading = try JournalReading(text)
        #expect(reading.lines == lines)
        #expect(reading.tornTail == nil)
        #expect(reading.notice == nil)
        #expect(Recovery(reading: reading.entries)?.outcome == .done)
    }

    @Test func theRareEntriesToo() throws {
        let place = StepPlace(stage: 2, step: 0)
        let entries: [JournalEntry] = [
            .failed(place, title: "Close db1", because: "no \"answer\"\n"), .goingBack(because: "ü"), .putBack(place),
            .notPutBack(place, because: "gone"), .outage(Outage(length: .microseconds(17_250), samples: 412)),
            .handovers([
                "db2": Handover(
                    from: .file(log: "uuid-1", name: "binlog.000001", position: 4),
                    to: .file(log: "uuid-2", name: "binlog.000009", position: 157))
            ]),
            .finished(.stranded(because: "a", left: ["b", "c"])), .finished(.ambiguous(because: "d")),
        ]
        for (index, entry) in entries.enumerated() {
            let line = JournalLine(number: index + 1, at: Story.moment, entry: entry)
            #expect(try JournalLine(parsing: line.text()) == line)
            #expect(try !line.text().contains("\n"))
        }
    }

    @Test func aTornLastLineIsLeftOutAndReported() async throws {
        let lines = try await lines()
        let whole = try text(lines)
        let last = try #require(lines.last).text()
        for cut in [1, 10, last.utf8.count - 1] {
            let torn = try text(lines.dropLast()) + String(last.prefix(cut))
            let reading = try JournalReading(torn)
            #expect(reading.lines == lines.dropLast())
            #expect(reading.tornTail != nil)
            #expect(reading.notice != nil)
            #expect(reading.soundBytes == torn.utf8.count - cut)
        }
        let bare = try JournalReading(String(whole.dropLast()))
        #expect(bare.lines == lines)
        #expect(bare.lacksNewline)
    }

    @Test func aJournalThatLacksALineIsNotReliedOn() async throws {
        let lines = try await lines()
        #expect(throws: JournalFlaw.gap(line: 2, found: 3)) { try JournalReading(try text([lines[0]] + lines[2...])) }
        #expect(throws: JournalFlaw.unreadable(line: 2)) {
            try JournalReading(try text([lines[0]]) + "{\"n\": 2\n" + text(Array(lines[1...])))
        }
        #expect(JournalFlaw.gap(line: 2, found: 3).refusal(path: "x.journal").text().contains("line 2"))
    }

    @Test func anEmptyJournalIsOne() throws { #expect(try JournalReading("").lines.isEmpty) }

    @Test(arguments: [0, 951_782_400_000, 1_790_950_503_120, 4_107_542_399_999, -1])
    func momentsAreReadAsTheyArePrinted(_ milliseconds: Int64) {
        let moment = Moment(milliseconds: milliseconds)
        #expect(Moment(rfc3339: moment.description) == moment)
    }

    @Test(arguments: ["", "now", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00.000Z", "2026-10-02 14:15:03"])
    func otherTextsAreNoMoments(_ text: String) { #expect(Moment(rfc3339: text) == nil) }

    @Test func wholeSecondsAreRead() {
        #expect(Moment(rfc3339: "2026-10-02T14:15:03Z") == Story.moment + .milliseconds(-120))
    }
}
