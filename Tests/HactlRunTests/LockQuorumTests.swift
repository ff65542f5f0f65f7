import HactlModel
import HactlRun
import Testing

@Suite struct LockQuorumTests {
    private static func members(_ count: Int) -> [MemberName] { (1...count).map { MemberName("db\($0)") } }

    private static func subsets(of names: [MemberName]) -> [Set<MemberName>] {
        names.reduce([[]]) { sets, name in sets + sets.map { $0.union([name]) } }
    }

    /// Whoever switches and whoever fails over, and two who fail over: there is always a member that only one of them can have.
    @Test(arguments: 2...6) func twoWhoHaveEnoughShareAMember(_ count: Int) {
        let names = Self.members(count)
        let sets = Self.subsets(of: names)
        let whole = sets.filter { LockQuorum.majority.isMet(by: $0, of: count) }
        let others = sets.filter { LockQuorum.majorityOfOthers(than: "db1").isMet(by: $0, of: count) }
        #expect(!whole.isEmpty && !others.isEmpty)
        for one in others {
            #expect(whole.allSatisfy { !$0.isDisjoint(with: one) })
            #expect(others.allSatisfy { !$0.isDisjoint(with: one) })
        }
    }

    @Test func aPairGoesOnWithoutOneOfTheTwo() {
        #expect(!LockQuorum.majority.isMet(by: ["db2"], of: 2))
        #expect(LockQuorum.majorityOfOthers(than: "db1").isMet(by: ["db2"], of: 2))
        #expect(!LockQuorum.majorityOfOthers(than: "db1").isMet(by: ["db1"], of: 2))
    }

    @Test func oneOfThreeIsEnoughOnlyWhereAPersonAnswersForIt() {
        #expect(!LockQuorum(for: .deadPrimary, without: "db1").isMet(by: ["db3"], of: 3))
        #expect(LockQuorum(for: .deadPrimary, without: "db1", accepting: ["f03"]).isMet(by: ["db3"], of: 3))
        #expect(!LockQuorum(for: .deadPrimary, without: "db1", accepting: ["F03"]).isMet(by: ["db3"], of: 4))
    }
}

extension LockQuorumTests {
    /// The recipient's lock goes with its restart; another one's does not.
    @Test func whoIsRestartedByTheRunItselfIsNoLoss() {
        let quorum = LockQuorum.majorityWith("db3")
        #expect(quorum.isMet(by: quorum.left(of: ["db1", "db3"], without: ["db3"]), of: 3))
        #expect(!quorum.isMet(by: quorum.left(of: ["db1", "db3"], without: ["db1"]), of: 3))
        #expect(!quorum.isMet(by: quorum.left(of: ["db1", "db2", "db3"], without: ["db1", "db2"]), of: 3))
        #expect(quorum.isMet(by: quorum.left(of: ["db1", "db2"], without: []), of: 3))
        #expect(LockQuorum.majorityWith("db2").isMet(by: ["db1"], of: 2))
        #expect(!LockQuorum.majorityWith("db3").isMet(by: ["db1"], of: 3))
    }
}
