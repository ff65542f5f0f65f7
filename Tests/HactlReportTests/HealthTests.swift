import HactlModel
import HactlReport
import Testing

@Suite struct HealthTests {
    private func health(
        _ story: Story = Story(), primary: MemberName? = "db1", findings: [Finding] = []
    ) -> ClusterHealth {
        ClusterHealth(
            of: story.cluster, seen: story.facts, primary: primary, findings: findings,
            at: Moment(milliseconds: 1_795_221_543_120), took: .milliseconds(87))
    }

    private let late = Finding(
        "P06", .warning, on: "db2", "db2 lags 7s", remedy: "Wait until it has caught up.")
    private let split = Finding(
        "P02", .failure, "db1 and db2 both take writes", remedy: "Close one of them.")

    private var torn: Story {
        var story = Story()
        story.change("db2") { $0.writability = Writability(readOnly: false, superReadOnly: false) }
        return story
    }

    @Test func oneClusterThatIsWell() {
        let text = HealthText([health()])
        #expect(text.status == .ok)
        #expect(
            text.text
                == "HACTL OK: shop primary=db1 | lag_max=0s;5;;0 replicas_ok=2;;;0;2 primaries=1;1:1;1:1;0")
    }

    @Test func theWorstOfSeveralIsSaidFirst() throws {
        var other = torn
        other.cluster.name = "mail"
        let third = ClusterHealth(
            unseen: Story().cluster, because: "was not reached within 45s", at: Moment(milliseconds: 0))
        let text = HealthText([health(findings: [late]), health(other, primary: nil, findings: [late, split]), third])
        #expect(text.status == .critical)
        try Golden.expect(text.text, equals: "health-several.txt")
    }

    /// Who can't be looked at is worse off than who is late, and better than who is known to be broken.
    @Test func whatNobodyKnowsIsNotCritical() {
        #expect([HealthStatus.warning, .unknown, .ok].max() == .unknown)
        #expect([HealthStatus.critical, .unknown].max() == .critical)
    }

    @Test func metrics() throws {
        var other = torn
        other.cluster.name = "mail \"2\"\\"
        other.lose("db3")
        other.change("db1") { $0.heartbeat = .seen(.milliseconds(420)) }
        other.changeHost("db1") { ($0.diskBytes, $0.load, $0.availableMemory) = (1 << 40, 107, 1 << 30) }
        let all = [health(findings: [late]), health(other, primary: nil, findings: [split])]
        try Golden.expect(HealthMetrics(all, version: "0.1.0").text(.prometheus), equals: "health.prom")
        try Golden.expect(HealthMetrics(all, version: "0.1.0").text(.openMetrics), equals: "health.openmetrics")
    }

    /// Nothing is known of it: no metric says 0 for that.
    @Test func aClusterThatNobodySawHasAStateAndNothingElse() {
        let unseen = ClusterHealth(unseen: Story().cluster, because: "is being checked", at: Moment(milliseconds: 0))
        let lines = HealthMetrics([unseen], version: "0.1.0").text(.prometheus).split(separator: "\n")
        let names = Set(lines.filter { !$0.hasPrefix("#") }.map { $0.prefix { $0 != "{" } })
        #expect(names == ["hactl_build_info", "hactl_cluster_state", "hactl_cluster_status"])
        #expect(lines.contains("hactl_cluster_state{cluster=\"shop\",state=\"unseen\"} 1"))
    }

    @Test(arguments: [
        (true, 1, ClusterHealth.State.ok), (false, 1, .degraded), (true, 0, .noPrimary), (true, 2, .splitBrain),
    ]) func theStateIsTheWritersFirst(_ isWell: Bool, _ writers: Int, _ state: ClusterHealth.State) {
        var story = writers == 2 ? torn : Story()
        if writers == 0 { story.change("db1") { $0.writability = Writability(readOnly: true, superReadOnly: true) } }
        #expect(health(story, findings: isWell ? [] : [late]).state == state)
    }

    @Test func asEvents() {
        let events = health(findings: [late]).events
        #expect(events.map(\.type) == ["finding", "health"])
        #expect(events[0].fields["cluster"] == .text("shop"))
        #expect(events[1].fields["state"] == .text("degraded"))
    }
}
