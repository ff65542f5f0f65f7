import HactlModel
import HactlPlan
import HactlReport
import Testing

@Suite struct WatchTests {
    private let moment = Moment(milliseconds: 1_795_221_543_120)

    private func health(_ story: Story, primary: MemberName? = "db1", _ findings: [Finding] = []) -> ClusterHealth {
        ClusterHealth(
            of: story.cluster, seen: story.facts, primary: primary, findings: findings, at: moment,
            took: .milliseconds(87))
    }

    @Test func aStatusAsJSON() throws {
        var story = Story()
        story.change("db3") { $0.channels[0].lag = 7 }
        story.lose("db2", .timedOut)
        let late = Finding("P06", .warning, on: "db3", "db3 lags 7s", remedy: "Wait.")
        let note = Finding("P99", .note, "all is said", remedy: "Nothing.")
        let status = ClusterStatus(
            of: health(story, [note, late]), errant: ["db3"],
            verdict: DatedVerdict(Verdict(of: "db1", in: story.cluster, seen: story.facts), at: moment),
            stand: .standingBy(leader: "monitor2"), pause: Pause(until: nil, who: "ana", reason: "new disks"),
            running: RunUnderway(id: "shop-1", playbook: "reconcile", done: 1, of: 3, words: "follow db1"),
            holdsBack: ["it is paused"])
        #expect(status.findings.map(\.code) == ["P06", "P99"])
        #expect(status.summary == "P06 db3 lags 7s")
        try Golden.expect(status.json.pretty, equals: "status.json")
    }

    @Test func aStatusOfSomethingUnseen() {
        let unseen = ClusterHealth(unseen: Story().cluster, because: "was not reached within 45s", at: moment)
        let status = ClusterStatus(of: unseen, stand: .cutOff(reason: "it sees nobody"))
        #expect(status.status == .unknown && status.state == .unseen && status.primary == nil)
        #expect(status.summary == "was not reached within 45s")
        #expect(status.members.allSatisfy { $0.node.unreachable != nil && $0.lag == nil })
        #expect(!status.stand.acts)
    }

    @Test func thatItIsCutOffStillIsNoNews() {
        let cut = Stand.cutOff(reason: "etcd timed out after 672 milliseconds")
        #expect(cut.isNews(after: nil) && cut.isNews(after: .leading))
        #expect(!Stand.cutOff(reason: "etcd timed out after 759 milliseconds").isNews(after: cut))
        #expect(Stand.leading.isNews(after: cut) && !Stand.leading.isNews(after: .leading))
        #expect(Stand.standingBy(leader: "monitor2").isNews(after: .standingBy(leader: "monitor3")))
    }

    @Test func whereAllIsWellThatIsSaid() {
        let status = ClusterStatus(of: health(Story()), stand: .alone)
        #expect(status.summary == "db1 takes writes, and nothing is wrong")
        #expect(status.members.map(\.lag) == [nil, 0, 0])
    }

    /// Three points are kept of five, the oldest first, with each member's lag beside its own.
    @Test func aTrailForgetsTheOldest() {
        var trail = Trail(capacity: 3)
        for number in 0..<5 {
            trail.append(
                at: moment + .seconds(number), number == 3 ? .noPrimary : .ok,
                verdict: number == 3 ? .processDead : nil,
                lag: number < 2 ? ["db2": number] : ["db2": number, "db3": 10 * number])
        }
        #expect(trail.count == 3)
        #expect(trail.points.map(\.at) == [2, 3, 4].map { moment + .seconds($0) })
        #expect(trail.points.map(\.state) == [.ok, .noPrimary, .ok])
        #expect(trail.points.map(\.verdict) == [nil, .processDead, nil])
        #expect(trail.points.map { $0.lag["db2"] } == [2, 3, 4])
        #expect(trail.points.map { $0.lag["db3"] } == [20, 30, 40])
    }

    /// Whoever comes later, or is away for a while, has gaps and no zeros.
    @Test func whatIsNotKnownIsAGap() {
        var trail = Trail(capacity: 4)
        trail.append(at: moment, .ok, lag: ["db2": 1])
        trail.append(at: moment + .seconds(5), .ok, lag: ["db3": 2])
        trail.append(at: moment + .seconds(10), .degraded, lag: ["db2": 3, "db3": -4])
        #expect(trail.points.map(\.lag) == [["db2": 1], ["db3": 2], ["db2": 3, "db3": 0]])
        #expect(
            trail.json == [
                "at_ms": [1_795_221_543_120, 1_795_221_548_120, 1_795_221_553_120],
                "state": ["ok", "ok", "degraded"], "verdict": [.null, .null, .null],
                "lag_seconds": ["db2": [1, .null, 3], "db3": [.null, 2, 0]],
            ])
    }

    @Test func aTrailTakesWhatAStatusSays() {
        var trail = Trail()
        trail.append(ClusterStatus(of: health(Story()), stand: .alone))
        #expect(trail.points == [.init(at: moment, state: .ok, verdict: nil, lag: ["db2": 0, "db3": 0])])
    }
}
