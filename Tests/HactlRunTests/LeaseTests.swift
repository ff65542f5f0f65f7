import HactlModel
import HactlPlan
import HactlRun
import Testing

/// A watch whose leadership is a lease in a store.
@Suite struct LeaseTests {
    private var leadership = Leadership(of: ["db1", "db2", "db3"], freshness: .seconds(4), by: .lease)
    private let now = Duration.seconds(100)

    /// Feels everybody; those named give no answer.
    private mutating func feel(without silent: Set<MemberName> = []) {
        for name in ["db1", "db2", "db3"] as [MemberName] {
            let sight: Sight<Pulse> =
                silent.contains(name)
                ? .unseen(Unreachable(.timedOut, detail: "")) : .seen(Pulse(isWritable: false, lock: .nobody))
            let move = leadership.heard(sight, of: name, at: now, patience: .seconds(1))
            #expect(move == nil, "no lock on a server is taken")
        }
    }

    @Test mutating func whoHoldsTheLeaseLeadsUntilItsEnd() {
        feel()
        #expect(!leadership.hasHeardEverybody)
        leadership.heard(.ours(until: now + .seconds(3)))
        #expect(leadership.hasHeardEverybody)
        #expect(leadership.standing(without: nil, at: now) == .leads)
        #expect(leadership.standing(without: nil, at: now + .milliseconds(2_999)) == .leads)
        let late = leadership.obstacle(without: nil, at: now + .seconds(3))
        #expect(late?.contains("not prolonged") == true)
    }

    @Test mutating func whoDoesNotHoldItStandsBy() {
        feel()
        leadership.heard(.others(leader: "monitor2 (pid 7)"))
        #expect(leadership.standing(without: nil, at: now) == .standsBy(leader: "monitor2 (pid 7)"))
        #expect(leadership.obstacle(without: nil, at: now) == "another watch leads: monitor2 (pid 7)")
    }

    @Test mutating func aStoreThatIsLostMakesNobodyLead() {
        feel()
        leadership.heard(.ours(until: now + .seconds(10)))
        leadership.heard(.unknown(because: "etcd can't be asked"))
        #expect(leadership.standing(without: nil, at: now) == .lacksGrip(because: "etcd can't be asked"))
    }

    @Test mutating func aLeaseAloneIsNotEnough() {
        leadership.heard(.ours(until: now + .seconds(10)))
        feel(without: ["db1", "db2"])
        #expect(!leadership.seesEnough(without: nil, at: now))
        #expect(leadership.obstacle(without: nil, at: now) == "too few members answer (1 of 3)")
        feel(without: ["db1"])
        #expect(leadership.standing(without: "db1", at: now) == .leads)
        // Answers of long ago are none.
        #expect(leadership.obstacle(without: nil, at: now + .seconds(5)) == "too few members answer (0 of 3)")
    }

    @Test mutating func whatWasLetGoIsNotHeld() {
        feel()
        leadership.letGo()
        #expect(!leadership.hasHeardEverybody, "nothing was held yet, and nothing is news")
        leadership.heard(.ours(until: now + .seconds(10)))
        leadership.letGo()
        #expect(leadership.standing(without: nil, at: now) == .lacksGrip(because: "too few members answer"))
    }
}
