import HactlModel
import Testing

@testable import HactlPlan

struct ReaderPlacementTests {
    private let names: [MemberName] = ["db1", "db2", "db3", "db4"]
    private let addresses = ["a", "b", "c", "d"]

    @Test func everybodyWhoIsFitGetsAnEvenShare() {
        let placement = place(["db2": .fit(lag: 0), "db3": .fit(lag: 1)], holding: [:])
        #expect(placement == ["a": "db2", "b": "db3", "c": "db2", "d": "db3"])
    }

    @Test func whatIsWellPlacedStays() {
        let now: [String: [MemberName]] = ["a": ["db3"], "b": ["db3"], "c": ["db2"], "d": ["db2"]]
        let placement = place(["db2": .fit(lag: 0), "db3": .fit(lag: 9)], holding: now)
        #expect(placement == now.compactMapValues(\.first))
    }

    @Test func onlyWhatMustMoves() {
        let now: [String: [MemberName]] = ["a": ["db2"], "b": ["db3"], "c": ["db4"], "d": ["db2"]]
        let placement = place(
            ["db2": .fit(lag: 0), "db3": .fit(lag: 0), "db4": .unfit(because: "it is down")], holding: now)
        #expect(placement == ["a": "db2", "b": "db3", "c": "db3", "d": "db2"])
    }

    @Test func whoeverComesBackGetsItsShareAndNoMore() {
        let now: [String: [MemberName]] = ["a": ["db2"], "b": ["db2"], "c": ["db2"], "d": ["db2"]]
        let placement = place(["db2": .fit(lag: 0), "db3": .fit(lag: 0)], holding: now)
        #expect(placement == ["a": "db2", "b": "db2", "c": "db3", "d": "db3"])
    }

    @Test func whoeverHasJustRecoveredGetsNothingAndKeepsWhatItHas() {
        let health: [MemberName: Fitness] = ["db2": .fit(lag: 0), "db3": .recovering(since: .seconds(5))]
        let free = place(health, holding: [:])
        #expect(Set(free.values) == ["db2"])
        let kept = place(health, holding: ["a": ["db3"], "b": ["db2"], "c": ["db2"], "d": ["db2"]])
        #expect(kept["a"] == "db3")
    }

    @Test func thePrimaryServesOnlyWhileNobodyElseCan() {
        let late: [MemberName: Fitness] = ["db1": .reserve, "db2": .late(40), "db3": .unfit(because: "it is down")]
        #expect(Set(place(late, holding: ["a": ["db2"]]).values) == ["db1"])
        let well: [MemberName: Fitness] = ["db1": .reserve, "db2": .recovering(since: .seconds(1))]
        #expect(Set(place(well, holding: ["a": ["db1"]]).values) == ["db2"])
    }

    @Test func withoutThePrimaryWhoeverIsLateIsBetterThanNobody() {
        let health: [MemberName: Fitness] = ["db2": .late(40), "db3": .unfit(because: "it is down")]
        #expect(Set(place(health, holding: ["a": ["db3"]]).values) == ["db2"])
    }

    @Test func whereNobodyCanServeEverythingStays() {
        #expect(place(["db2": .unfit(because: "it is down")], holding: ["a": ["db2"]]).isEmpty)
    }

    @Test func oneOfTwoHoldersKeepsIt() {
        let now: [String: [MemberName]] = ["a": ["db2", "db3"], "b": ["db2"], "c": ["db2"], "d": ["db3"]]
        let placement = place(["db2": .fit(lag: 0), "db3": .fit(lag: 0)], holding: now)
        #expect(placement["a"] != nil && Set(placement.values).count == 2)
    }

    /// A placement that is put into effect asks for no other one.
    @Test func aSecondLookFindsNothingToDo() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let health = Dictionary(uniqueKeysWithValues: names.map { ($0, Self.anyFitness(&generator)) })
            var holding: [String: [MemberName]] = [:]
            for address in addresses { holding[address] = names.filter { _ in Bool.random(using: &generator) } }
            let first = place(health, holding: holding)
            let second = place(health, holding: first.mapValues { [$0] })
            #expect(first == second, "\(health) \(holding)")
            let loads = names.filter { health[$0]?.rank == 0 }.map { name in first.values.count { $0 == name } }
            if let most = loads.max(), let least = loads.min() { #expect(most - least <= 1) }
        }
    }

    private static func anyFitness(_ generator: inout SystemRandomNumberGenerator) -> Fitness {
        let all: [Fitness] = [.fit(lag: 0), .recovering(since: .seconds(1)), .reserve, .late(50), .unfit(because: "")]
        return all.randomElement(using: &generator) ?? .reserve
    }

    private func place(_ health: [MemberName: Fitness], holding: [String: [MemberName]]) -> [String: MemberName] {
        ReaderPlacement(of: addresses, among: names, ReaderHealth(members: health), holders: holding).carriers
    }
}
