import Foundation
import HactlModel
import HactlSimulation
import Testing

/// Whole weeks of watches with faults at random. `WEEKS=100 SEED=7` for a night: a hundred weeks of each kind from that seed on.
@Suite(.serialized) struct WatchWeekTests {
    private static func number(_ name: String, otherwise: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? otherwise
    }

    @Test(arguments: Flavour.allCases, 1...2) func aWeekEndsWell(_ flavour: Flavour, _ watches: Int) async throws {
        let first = Self.number("SEED", otherwise: 20)
        var tally = WatchTally()
        var incidents = 0
        for seed in first..<first + Self.number("WEEKS", otherwise: 1) {
            let week = WatchWeek(seed: UInt64(seed), flavour: flavour, watches: watches)
            let report = try #require(try week.pass(), "SEED=\(seed): the week came to a standstill")
            let story = report.chronicle.suffix(60).joined(separator: "\n")
            #expect(
                report.violations == [],
                "SEED=\(seed) WEEKS=1, \(flavour.rawValue), \(watches) watches; what led there:\n\(story)")
            tally = tally + report.tally
            incidents += report.incidents
            if ProcessInfo.processInfo.environment["WEEKS"] != nil, !report.violations.isEmpty { break }
        }
        print("\(flavour.rawValue), \(watches) watches: \(incidents) incidents, \(tally)")
        #expect(tally.failovers > 0)
    }

    /// A week can be replayed.
    @Test func theSameSeedIsTheSameWeek() async throws {
        var week = WatchWeek(seed: 11, flavour: .mysql, watches: 2)
        week.days = 1
        let (one, other) = (try week.pass(), try week.pass())
        #expect(one?.chronicle == other?.chronicle && one?.chronicle.isEmpty == false)
    }
}
