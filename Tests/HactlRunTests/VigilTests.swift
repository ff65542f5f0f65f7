import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// What a watch does about what it feels and sees.
@Suite struct VigilTests {
    private static let leading = Pulse(isWritable: false, lock: .ourselves)

    /// A vigil that leads and knows its primary; `now` is 100 s.
    private func vigil(unattended: [VerdictKind] = [.processDead]) -> Vigil {
        var cluster = ModelCluster(.mysql).cluster
        cluster.policy.unattended = unattended
        var vigil = Vigil(over: cluster)
        for name in ["db1", "db2", "db3"] as [MemberName] { feel(&vigil, name, .seen(Self.leading), at: 100) }
        _ = vigil.looked(primary: "db1", isInOrder: true, at: .seconds(100))
        return vigil
    }

    private func feel(_ vigil: inout Vigil, _ name: MemberName, _ sight: Sight<Pulse>, at second: Int) {
        _ = vigil.heard(sight, of: name, at: .seconds(second), patience: .seconds(1))
    }

    private func fail(_ vigil: inout Vigil, _ kind: Unreachable.Kind, at second: Int) {
        feel(&vigil, "db1", .unseen(Unreachable(kind, detail: "")), at: second)
    }

    private func verdict(_ cluster: Cluster, dead: Bool) -> Verdict {
        var model = ModelCluster(.mysql)
        if dead { model.facts.members["db1"]?.instance = .unseen(Unreachable(.refused, detail: "")) }
        return Verdict(of: "db1", in: cluster, seen: model.facts)
    }

    @Test func aClusterThatIsWellIsLeftAlone() {
        var vigil = vigil()
        #expect(vigil.next(at: .seconds(100)) == nil)
        #expect(vigil.obstacles(at: .seconds(100)).isEmpty)
    }

    @Test func aRefusedPingIsActedUponAtOnce() {
        for kind in [Unreachable.Kind.refused, .lost] {
            var vigil = vigil()
            fail(&vigil, kind, at: 101)
            #expect(vigil.next(at: .seconds(101)) == .failover(because: "db1: \(kind.rawValue)"))
        }
    }

    @Test func aSlowPingIsMissedThreeTimes() {
        var vigil = vigil()
        for second in 101...102 {
            fail(&vigil, .timedOut, at: second)
            #expect(vigil.next(at: .seconds(second)) == nil)
        }
        fail(&vigil, .timedOut, at: 103)
        #expect(vigil.next(at: .seconds(103)) == .failover(because: "db1: timed out"))
    }

    @Test func anAnswerInBetweenBeginsTheCountAnew() {
        var vigil = vigil()
        for second in 101...110 {
            second % 3 == 0 ? feel(&vigil, "db1", .seen(Self.leading), at: second) : fail(&vigil, .timedOut, at: second)
            #expect(vigil.next(at: .seconds(second)) == nil)
        }
    }

    @Test func aWriterThatOthersMovedFromASilentPrimaryIsAFailover() {
        var vigil = vigil()
        #expect(vigil.looked(primary: "db2", isInOrder: true, at: .seconds(101)) == nil, "a switchover")
        feel(&vigil, "db2", .unseen(Unreachable(.timedOut, detail: "")), at: 102)
        #expect(vigil.looked(primary: nil, isInOrder: true, at: .seconds(102)) == nil, "nobody knows yet")
        #expect(vigil.looked(primary: "db3", isInOrder: true, at: .seconds(103)) == "db2")
        #expect(vigil.looked(primary: "db3", isInOrder: true, at: .seconds(104)) == nil, "it is told once")
    }

    @Test func whatAWatchMovedItselfIsNoNews() {
        var vigil = vigil()
        fail(&vigil, .refused, at: 101)
        #expect(vigil.next(at: .seconds(101)) != nil)
        vigil.failedOver(.moved(to: "db2"), at: .seconds(102))
        #expect(vigil.looked(primary: "db2", isInOrder: true, at: .seconds(103)) == nil)
    }

    /// A failover whose look could not tell is tried again as soon as another look can.
    @Test func whatCouldNotBeToldIsAskedAgainAtOnce() {
        let dead = verdict(ModelCluster(.mysql).cluster, dead: true)
        var vigil = vigil(unattended: [dead.kind])
        fail(&vigil, .refused, at: 101)
        #expect(vigil.next(at: .seconds(101)) != nil)
        vigil.failedOver(.undecided(dead, because: ["it can't be told"]), at: .seconds(102))
        #expect(vigil.next(at: .seconds(102)) == nil)
        for name in ["db2", "db3"] as [MemberName] { feel(&vigil, name, .seen(Self.leading), at: 103) }
        fail(&vigil, .refused, at: 103)
        #expect(vigil.next(at: .seconds(103)) == .failover(because: "db1: connection refused"))
    }

    @Test func oneThingAtATime() {
        var vigil = vigil()
        fail(&vigil, .refused, at: 101)
        #expect(vigil.next(at: .seconds(101)) != nil)
        #expect(vigil.next(at: .seconds(102)) == nil)
    }

    @Test func withoutAPolicyItOnlyInquires() {
        var vigil = vigil(unattended: [])
        fail(&vigil, .refused, at: 101)
        #expect(vigil.next(at: .seconds(101)) == .inquire(because: "db1: connection refused"))
    }

    @Test(arguments: ["paused", "maintenance", "no lock"]) func whatStandsAgainstActingLeavesInquiring(
        _ obstacle: String
    ) {
        var vigil = vigil()
        switch obstacle {
        case "paused": vigil.isPaused = true
        case "maintenance":
            var cluster = vigil.cluster
            cluster.policy.maintenance = true
            vigil = Vigil(over: cluster)
            _ = vigil.looked(primary: "db1", isInOrder: true, at: .seconds(100))
        default:
            for name in ["db2", "db3"] as [MemberName] {
                feel(&vigil, name, .seen(Pulse(isWritable: false, lock: .other(7))), at: 101)
            }
        }
        fail(&vigil, .refused, at: 101)
        #expect(vigil.next(at: .seconds(101)) == .inquire(because: "db1: connection refused"))
        #expect(!vigil.obstacles(at: .seconds(101)).isEmpty)
    }

    /// A verdict that the policy does not name is asked for again and again, without the lock, until it is another one.
    @Test func aVerdictThatIsNotNamedIsWaitedFor() throws {
        var vigil = vigil(unattended: [.hostDead])
        fail(&vigil, .refused, at: 101)
        #expect(vigil.next(at: .seconds(101)) == .failover(because: "db1: connection refused"))
        let dead = verdict(vigil.cluster, dead: true)
        vigil.failedOver(.refused(dead, because: ["the policy does not name it"]), at: .seconds(102))
        #expect(vigil.holdsBack == ["the policy does not name it"])
        #expect(vigil.next(at: .milliseconds(102_500)) == nil)
        #expect(vigil.next(at: .seconds(103)) == .inquire(because: "db1: connection refused"))
        vigil.inquired(dead, at: .seconds(103))
        fail(&vigil, .refused, at: 104)
        #expect(vigil.next(at: .seconds(104)) == .inquire(because: "db1: connection refused"))
    }

    /// What was refused although the verdict is named needs a person, or another world: not each second.
    @Test func aRefusalIsNotRepeatedAtOnce() {
        var vigil = vigil()
        let dead = verdict(vigil.cluster, dead: true)
        vigil = self.vigil(unattended: [dead.kind])
        fail(&vigil, .refused, at: 101)
        _ = vigil.next(at: .seconds(101))
        vigil.failedOver(.refused(dead, because: ["no candidate"]), at: .seconds(102))
        var orders: [Vigil.Order] = []
        for second in 103...140 {
            for name in ["db2", "db3"] as [MemberName] { feel(&vigil, name, .seen(Self.leading), at: second) }
            fail(&vigil, .refused, at: second)
            guard let order = vigil.next(at: .seconds(second)) else { continue }
            orders.append(order)
            if case .inquire = order { vigil.inquired(dead, at: .seconds(second)) } else { break }
        }
        #expect(orders.last == .failover(because: "db1: connection refused"))
        #expect(orders.count { $0 == .failover(because: "db1: connection refused") } == 1)
    }

    @Test func afterAFailoverTheNewPrimaryIsFelt() {
        var vigil = vigil()
        fail(&vigil, .refused, at: 101)
        _ = vigil.next(at: .seconds(101))
        vigil.failedOver(.moved(to: "db2"), at: .seconds(102))
        fail(&vigil, .refused, at: 103)
        #expect(vigil.primary == "db2" && vigil.next(at: .seconds(103)) == nil)
        feel(&vigil, "db1", .seen(Self.leading), at: 104)
        feel(&vigil, "db2", .unseen(Unreachable(.refused, detail: "")), at: 104)
        #expect(vigil.next(at: .seconds(104)) == .failover(because: "db2: connection refused"))
    }

    @Test func disorderIsPutRightOnceInAWhile() {
        var vigil = vigil()
        _ = vigil.looked(primary: "db1", isInOrder: false, at: .seconds(101))
        #expect(vigil.next(at: .seconds(101)) == .reconcile)
        vigil.remedied(well: true, at: .seconds(102))
        #expect(vigil.next(at: .seconds(103)) == nil)
        for name in ["db1", "db2", "db3"] as [MemberName] { feel(&vigil, name, .seen(Self.leading), at: 112) }
        #expect(vigil.next(at: .seconds(112)) == .reconcile)
    }

    @Test func aRunThatNobodyFinishedComesFirst() {
        var vigil = vigil()
        vigil.unfinished = "shop-1"
        _ = vigil.looked(primary: "db1", isInOrder: false, at: .seconds(101))
        #expect(vigil.next(at: .seconds(101)) == .resume("shop-1"))
        vigil.remedied(well: true, at: .seconds(102))
        #expect(vigil.unfinished == nil)
    }
}
