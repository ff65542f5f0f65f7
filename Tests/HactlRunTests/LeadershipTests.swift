import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// Several watches that meet on the members of a cluster, whoever comes first.
@Suite struct LeadershipTests {
    /// The members' locks, and who reaches whom.
    private struct Meeting {
        let members: [MemberName]
        var watches: [Leadership]
        var owner: [MemberName: Int] = [:]
        var cuts: Set<[Int]> = []
        var now = Duration.seconds(100)
        var dice: SeededDice

        init(of watches: Int, on members: Int, seed: UInt64) {
            self.members = (1...members).map { MemberName("db\($0)") }
            self.watches = (0..<watches).map { [names = self.members] _ in
                Leadership(of: names, freshness: .seconds(4))
            }
            dice = SeededDice(seed: seed)
        }

        /// Each watch feels each member once, in any order.
        mutating func round() {
            now += .seconds(1)
            let pairs = watches.indices.flatMap { watch in members.indices.map { [watch, $0] } }
            for pair in pairs.shuffled(using: &dice) { feel(pair[0], pair[1]) }
        }

        private mutating func feel(_ watch: Int, _ number: Int) {
            let member = members[number]
            let move = watches[watch].heard(
                sight(of: number, for: watch), of: member, at: now,
                patience: .milliseconds(Int.random(in: 1000..<4000, using: &dice)))
            switch move {
            case .claim?: owner[member] = owner[member] ?? watch
            case .release?: owner[member] = nil
            case nil: break
            }
        }

        private func sight(of number: Int, for watch: Int) -> Sight<Pulse> {
            if cuts.contains([watch, number]) { return .unseen(Unreachable(.timedOut, detail: "")) }
            let holder = owner[members[number]]
            return .seen(
                Pulse(
                    isWritable: number == 0,
                    lock: holder.map { $0 == watch ? .ourselves : .other(UInt64($0)) } ?? .nobody))
        }

        func leaders(without silent: MemberName? = nil) -> [Int] {
            watches.indices.filter { watches[$0].obstacle(without: silent, at: now) == nil }
        }
    }

    @Test(arguments: 1...5, 1...3) func oneLeadsAndStaysIt(_ members: Int, _ watches: Int) {
        for seed in 0..<20 {
            var meeting = Meeting(of: watches, on: members, seed: UInt64(seed))
            for _ in 0..<30 {
                meeting.round()
                #expect(meeting.leaders().count <= 1, "seed \(seed)")
            }
            let leader = meeting.leaders()
            #expect(leader.count == 1, "seed \(seed)")
            for _ in 0..<10 { meeting.round() }
            #expect(meeting.leaders() == leader, "seed \(seed)")
        }
    }

    /// Its sessions end with it, and another one takes over.
    @Test func whenTheLeaderDiesAnotherOneLeads() {
        var meeting = Meeting(of: 3, on: 3, seed: 7)
        for _ in 0..<20 { meeting.round() }
        let dead = meeting.leaders()
        meeting.owner = [:]
        meeting.cuts = Set(dead.flatMap { watch in (0..<3).map { [watch, $0] } })
        for _ in 0..<20 { meeting.round() }
        #expect(meeting.leaders().count == 1 && meeting.leaders() != dead)
    }

    /// A watch that is cut off from most members gives up, whatever the servers still keep for its sessions.
    @Test func whoeverIsCutOffDoesNotLead() {
        var meeting = Meeting(of: 2, on: 3, seed: 3)
        for _ in 0..<20 { meeting.round() }
        let leader = meeting.leaders()
        meeting.cuts = Set(leader.flatMap { watch in [1, 2].map { [watch, $0] } })
        meeting.round()
        #expect(meeting.leaders().isEmpty)
        #expect(meeting.leaders(without: "db2").isEmpty)
    }

    /// What it holds where it still reaches somebody would never be enough, and would keep the other one away.
    @Test func whoeverIsCutOffKeepsNobodyFromLeading() {
        for seed in 0..<20 {
            var meeting = Meeting(of: 2, on: 3, seed: UInt64(seed))
            for _ in 0..<20 { meeting.round() }
            let leader = meeting.leaders()
            meeting.cuts = Set(leader.flatMap { watch in [1, 2].map { [watch, $0] } })
            // The servers end sessions of which they hear nothing.
            for member in ["db2", "db3"] as [MemberName] { meeting.owner[member] = nil }
            for _ in 0..<20 { meeting.round() }
            #expect(meeting.leaders() == [1 - leader[0]], "seed \(seed)")
            meeting.cuts = []
            for _ in 0..<10 { meeting.round() }
            #expect(meeting.leaders() == [1 - leader[0]], "seed \(seed)")
        }
    }

    /// A moment in which nobody answers is no reason to give anything back.
    @Test func aMomentOfSilenceChangesNothing() {
        var meeting = Meeting(of: 2, on: 3, seed: 9)
        for _ in 0..<20 { meeting.round() }
        let (leader, owner) = (meeting.leaders(), meeting.owner)
        meeting.cuts = Set(leader.flatMap { watch in (0..<3).map { [watch, $0] } })
        for _ in 0..<2 { meeting.round() }
        meeting.cuts = []
        for _ in 0..<2 { meeting.round() }
        #expect(meeting.leaders() == leader && meeting.owner == owner)
    }

    /// The pair's primary dies: its lock can't be had, and whoever has the other one goes on.
    @Test func aDeadPrimaryKeepsNobodyFromLeading() {
        var meeting = Meeting(of: 2, on: 2, seed: 5)
        for _ in 0..<20 { meeting.round() }
        let leader = meeting.leaders()
        meeting.cuts = [[0, 0], [1, 0]]
        meeting.round()
        #expect(meeting.leaders().isEmpty)
        #expect(meeting.leaders(without: "db1") == leader)
    }

    /// A process that stood still knows nothing of what happened meanwhile.
    @Test func whatWasHeardLongAgoIsNoLeadership() {
        var meeting = Meeting(of: 1, on: 3, seed: 1)
        for _ in 0..<5 { meeting.round() }
        #expect(meeting.leaders() == [0])
        meeting.now += .seconds(5)
        #expect(meeting.leaders().isEmpty)
        #expect(meeting.watches[0].obstacle(without: nil, at: meeting.now)?.contains("nothing was heard") == true)
    }
}
