import HactlModel
import HactlPlan
import HactlReport
import Testing

@Suite struct TopologyTreeTests {
    private func text(_ story: Story, errant: Set<MemberName> = []) -> String {
        TopologyTree(of: story.cluster, seen: story.facts, errant: errant).text()
    }

    @Test func everybodyWell() throws { try Golden.expect(text(Story()), equals: "tree.txt") }

    @Test func chainsLagAndErrors() throws {
        var story = Story(.mariadb)
        story.change("db3") {
            $0.channels[0].source = InstanceAddress(host: "10.0.0.12", port: 3306)
            $0.channels[0].sourceIdentity = "uuid-2"
            $0.channels[0].receiver = .stopped(error: "1236")
            $0.channels[0].lag = nil
            $0.binlog.enabled = false
            $0.binlog.logsReplicaUpdates = false
        }
        story.change("db2") { $0.channels[0].lag = 7 }
        try Golden.expect(text(story, errant: ["db2"]), equals: "tree-chain.txt")
    }

    @Test func unseenMembersAreDrawnWithTheirReason() throws {
        var story = Story()
        story.lose("db3", .timedOut)
        try Golden.expect(text(story), equals: "tree-unseen-replica.txt")
        story.lose("db1")
        try Golden.expect(text(story), equals: "tree-unseen-primary.txt")
    }

    @Test func aRingIsDrawnFromItsWriter() {
        var story = Story()
        story.change("db1") {
            $0.channels = [ReplicationChannel(source: InstanceAddress(host: "10.0.0.12", port: 3306))]
        }
        #expect(text(story).split(separator: "\n").map { $0.prefix(10) } == ["db1:3306  ", "+ db2:3306", "+ db3:3306"])
    }

    @Test func asJSON() throws {
        let story = Story()
        let tree = TopologyTree(of: story.cluster, seen: story.facts)
        try Golden.expect(tree.json.pretty, equals: "tree.json")
    }
}
