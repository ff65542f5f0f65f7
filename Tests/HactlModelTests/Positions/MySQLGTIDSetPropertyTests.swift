import HactlModel
import Testing

/// The algebra against `NaiveGTIDSet`. A failure prints the seed: put it in the loop to run it alone.
@Suite struct MySQLGTIDSetPropertyTests {
    @Test func agreesWithSetsOfTransactions() throws {
        for seed in UInt64(1)...300 {
            var generator = SeededGenerator(seed: seed)
            let (left, right) = (
                NaiveGTIDSet.random(using: &generator), NaiveGTIDSet.random(using: &generator)
            )
            try compare(left, right, "seed \(seed)")
        }
    }

    private func compare(_ left: NaiveGTIDSet, _ right: NaiveGTIDSet, _ seed: Comment) throws {
        let (mine, theirs) = (try MySQLGTIDSet(parsing: left.text), try MySQLGTIDSet(parsing: right.text))
        #expect(mine.members == left.members, seed)
        #expect(mine.union(theirs).members == left.members.union(right.members), seed)
        #expect(mine.intersection(theirs).members == left.members.intersection(right.members), seed)
        #expect(mine.subtracting(theirs).members == left.members.subtracting(right.members), seed)
        #expect(mine.isSubset(of: theirs) == left.members.isSubset(of: right.members), seed)
        #expect(mine.contains(mine.intersection(theirs)), seed)
        #expect(mine.count == UInt64(left.members.count), seed)
        #expect(mine.isEmpty == left.members.isEmpty, seed)
        #expect((mine == theirs) == (left.members == right.members), seed)
        try compareAlone(mine, left, seed)
    }

    private func compareAlone(_ set: MySQLGTIDSet, _ naive: NaiveGTIDSet, _ seed: Comment) throws {
        let gtids = try naive.members.map { try MySQLGTID(parsing: $0) }
        #expect(MySQLGTIDSet(gtids) == set, seed)
        #expect(gtids.allSatisfy(set.contains), seed)
        #expect(try MySQLGTIDSet(parsing: set.description) == set, seed)
        let canonical = set.taggedSources.allSatisfy { source in
            let runs = set.intervals(of: source)
            return !runs.isEmpty && zip(runs, runs.dropFirst()).allSatisfy { $0.last + 1 < $1.first }
        }
        #expect(canonical, seed)
    }

    @Test func singleNumbersAreFound() throws {
        let set = try MySQLGTIDSet(parsing: "\(NaiveGTIDSet.uuids[0]):2-3:5:7-9")
        let runs = set.intervals(of: try #require(set.taggedSources.first))
        #expect((0...10).filter { runs.contains($0) } == [2, 3, 5, 7, 8, 9])
    }
}
