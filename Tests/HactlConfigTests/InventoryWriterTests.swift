import HactlModel
import Testing

@testable import HactlConfig

@Suite struct InventoryWriterTests {
    @Test func theExampleRoundTrips() throws {
        let inventory = try InventoryFiles(paths: [InventoryReaderTests.example]).read(environment: anna).get()
        for cluster in inventory.clusters { try expectRoundTrip(cluster) }
    }

    @Test func oddWordsRoundTrip() throws {
        let place = SourcePlace(file: "", line: 0, column: 0)
        let member = Member(
            name: "db-1", address: InstanceAddress(host: "2001:db8::1", port: 3306), identity: "7",
            ssh: SSHAccess(
                address: "fe80::1", port: 22, user: "null", key: "/a b/#c: d",
                passphrase: .command(["pass", "a, [b]"]),
                agent: false, jump: [JumpHost(address: "::1", port: 1, user: "x")]),
            sql: SQLAccess(user: "o\"k\\", password: .optionFile("/my.cnf", group: "g")), place: place)
        try expectRoundTrip(
            Cluster(
                name: "1", members: [member],
                writer: VirtualAddress(address: "10.0.0.50", prefix: 24, interface: "eth0", trackFile: "/etc/a-b"),
                limits: Limits(lag: .milliseconds(1500)),
                policy: Policy(unattended: [.hostDead]),
                heartbeat: HeartbeatTable(schema: "percona", table: "heart-beat", clock: .local), place: place))
    }

    @Test func itReadsLikeAPersonWroteIt() throws {
        let place = SourcePlace(file: "", line: 0, column: 0)
        let members = ["1", "2"].map { number in
            Member(
                name: MemberName("db" + number), address: InstanceAddress(host: "10.0.0.1" + number, port: 3306),
                ssh: SSHAccess(address: "10.0.0.1" + number, user: "ops"),
                sql: SQLAccess(user: "hactl", password: .file("/etc/hactl/shop.pw")), place: place)
        }
        let written = InventoryWriter.text(for: Cluster(name: "shop", members: members, place: place))
        #expect(
            written == """
                clusters:
                  shop:
                    ssh: {user: ops}
                    sql: {user: hactl, password: {file: /etc/hactl/shop.pw}}
                    members:
                      db1: {address: 10.0.0.11}
                      db2: {address: 10.0.0.12}

                """)
    }

    private func expectRoundTrip(_ cluster: Cluster) throws {
        let text = InventoryWriter.text(for: cluster)
        let read = try readInventory(text).get().clusters[0]
        #expect(placeless(read) == placeless(cluster), "\(text)")
    }

    private func placeless(_ cluster: Cluster) -> Cluster {
        let nowhere = SourcePlace(file: "", line: 0, column: 0)
        var cluster = cluster
        cluster.place = nowhere
        for index in cluster.members.indices { cluster.members[index].place = nowhere }
        for index in cluster.proxies.indices { cluster.proxies[index].place = nowhere }
        return cluster
    }
}
