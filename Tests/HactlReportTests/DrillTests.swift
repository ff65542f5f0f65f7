import HactlModel
import HactlReport
import HactlRun
import Testing

@Suite struct DrillTests {
    private func leg(_ milliseconds: Int?, _ outcome: Outcome = .done, goesOn: Bool = false) -> DrillLeg {
        DrillLeg(
            run: "shop-1", outcome: outcome,
            outage: milliseconds.map { Outage(length: .milliseconds($0), samples: 9, goesOn: goesOn) })
    }

    private func drill(
        _ there: DrillLeg? = nil, _ end: DrillHold.End = .whole, _ back: DrillReport.Back? = nil, isAsked: Bool = false
    ) -> DrillReport {
        let hold = DrillHold(asked: .seconds(30), held: end == .whole ? .seconds(30) : .seconds(4), end: end)
        return DrillReport(
            of: "shop", from: "db1", to: "db2", gate: DrillGate(.milliseconds(50), isAsked: isAsked),
            there: there ?? leg(17), hold: hold, back: back ?? .made(leg(23)))
    }

    /// At the gate is within it.
    @Test(arguments: [(50, 50, 0), (51, 20, 10), (20, 51, 10), (900, 900, 10)])
    func theGateIsForEachWay(_ there: Int, _ back: Int, _ code: Int32) {
        let report = drill(leg(there), .whole, .made(leg(back)))
        #expect(report.exitCode == code && report.isHome)
        #expect(report.remarks.count == [there, back].count { $0 > 50 })
    }

    @Test func whatWasNotMeasuredPassesUnlessItWasAskedFor() {
        #expect(drill(leg(nil), .whole, .made(leg(nil))).exitCode == 0)
        let asked = drill(leg(nil), .whole, .made(leg(nil)), isAsked: true)
        #expect(asked.exitCode == 10 && asked.remarks.count == 2)
    }

    @Test func anOutageThatGoesOnIsTooLong() {
        #expect(drill(leg(10, goesOn: true)).exitCode == 10)
    }

    @Test(
        arguments: [
            (.done, 0, true), (.doneOwing(["Make db3 follow db1"]), 10, true),
            (.putBack(because: "SIGINT received"), 11, false),
            (.failedForward(because: "x", owed: []), 11, true), (.stranded(because: "x", left: []), 12, false),
            (.ambiguous(because: "x"), 13, false),
        ] as [(Outcome, Int32, Bool)]) func theWayBackDecides(_ outcome: Outcome, _ code: Int32, _ isHome: Bool)
    {
        let report = drill(nil, .whole, .made(leg(20, outcome)))
        #expect(report.exitCode == code && report.isHome == isHome)
    }

    @Test func everyEnd() throws {
        let reports = [
            drill(), drill(leg(70)), drill(nil, .interrupted("SIGINT")),
            drill(nil, .ill("P05 the receiver on db3 is stopped: db3 does not get everything")),
            drill(nil, .whole, .refused(["db3 is the primary now, and not db2."])),
            drill(nil, .whole, .made(leg(nil, .putBack(because: "SIGINT received")))),
            drill(
                nil, .whole, .made(leg(20, .failedForward(because: "clients may not reach it", owed: ["Lead writes"])))),
        ]
        let texts = reports.map { "exit \($0.exitCode)\n" + DrillText($0).text() }
        try Golden.expect(texts.joined(separator: "\n\n"), equals: "drills.txt")
    }

    @Test func forPrograms() {
        let event = DrillText(drill(leg(70))).event(at: Story.moment)
        #expect(event.fields["outages_ms"] == .list([.number(70), .number(23)]))
        #expect(event.fields["passed"] == .flag(false) && event.fields["is_home"] == .flag(true))
        #expect(DrillText(drill()).end(at: Story.moment).fields["exit_code"] == .number(0))
    }
}
