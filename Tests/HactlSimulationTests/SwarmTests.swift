import Foundation
import HactlModel
import HactlRun
import HactlSimulation
import Testing

/// Two or three things go wrong at once, drawn by lot: what must hold whatever happens. `SWARM=5000 SEED=3` for a night.
@Suite struct SwarmTests {
    private static func number(_ name: String, otherwise: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? otherwise
    }

    @Test(arguments: Flavour.allCases) func theFirstRulesHold(_ flavour: Flavour) async throws {
        let rehearsal = try Story(flavour).rehearsal()
        let actions = await rehearsal.run().actions.count
        let seed = Self.number("SEED", otherwise: 1)
        var lot = Lot(seed: UInt64(seed))
        for number in 0..<Self.number("SWARM", otherwise: 60) {
            let faults = (0..<lot.next(below: 2) + 2).map { _ in
                Fault(at: lot.next(below: actions + 8), rehearsal.kinds[lot.next(below: rehearsal.kinds.count)])
            }
            let run = await rehearsal.run(with: faults)
            let told = "seed \(seed), run \(number): \(faults.map(\.description)): \(run.outcome.words)"
            #expect(rehearsal.basics(run) == [], "\(told)")
        }
    }
}

/// Numbers drawn by lot, the same for the same seed (xorshift, Marsaglia 2003).
struct Lot {
    private var state: UInt64

    init(seed: UInt64) { state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int((state >> 11) % UInt64(limit))
    }
}
