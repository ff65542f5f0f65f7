import HactlModel
import HactlReport
import HactlSimulation

/// A cluster of values as a watch would have seen it: `db1` carries writes until it is lost, one replica is cut off, one feeds another, and one
/// has a name that would be a script if anybody took it for more than a name.
package struct FixtureCluster: Sendable {
    package static let evil: MemberName = "<script>document.title='owned'</script>"
    package static let place = SourcePlace(file: "shop.yaml", line: 1, column: 1)

    package var cluster: Cluster
    package var facts = Facts()

    package init(_ name: String, _ names: [MemberName], proxies: [ProxyName] = []) {
        cluster = Cluster(
            name: name, members: names.enumerated().map { Self.member($1, $0 + 1) },
            writer: VirtualAddress(address: "10.0.0.50", prefix: 24, interface: "eth0"),
            replication: ReplicationAccount(user: "repl", password: .command(["true"]), tls: true),
            proxies: proxies.enumerated().map { Self.proxy($1, $0 + 31) }, place: Self.place)
        for (index, name) in names.enumerated() { follow(name, index == 0 ? nil : names[0], lag: 0) }
        for proxy in proxies { lead(proxy, to: names[0]) }
    }

    /// - Parameter source: `nil` for the primary.
    package mutating func follow(_ name: MemberName, _ source: MemberName?, lag: Int) {
        let number = cluster.members.firstIndex { $0.name == name } ?? 0
        let channels = source.flatMap(cluster.member(named:)).map {
            [ReplicationChannel(source: $0.address, lag: lag)]
        }
        facts.members[name] = MemberFacts(
            instance: .seen(instance(number + 1, channels ?? [])), host: .seen(host(holdsVIP: source == nil)))
    }

    package mutating func lose(_ name: MemberName, _ kind: Unreachable.Kind, _ detail: String = "") {
        let reason = Unreachable(kind, detail: detail)
        facts.members[name] = MemberFacts(instance: .unseen(reason), host: .unseen(reason))
    }

    /// Its source sends nothing any more.
    package mutating func starve(_ name: MemberName) {
        guard var instance = facts.instance(name) else { return }
        for index in instance.channels.indices { instance.channels[index].receiver = .connecting(error: "") }
        facts.members[name]?.instance = .seen(instance)
    }

    package mutating func lead(_ proxy: ProxyName, to name: MemberName) {
        guard let member = cluster.member(named: name) else { return }
        facts.proxies[proxy] = .seen(
            ProxyFacts(servers: [ProxyServer(name: name.text, address: member.address, isOpen: true)]))
    }

    package func health(
        primary: MemberName?, _ findings: [Finding] = [], at moment: Moment
    ) -> ClusterHealth {
        ClusterHealth(
            of: cluster, seen: facts, primary: primary, findings: findings, at: moment, took: .milliseconds(87))
    }

    private static func member(_ name: MemberName, _ number: Int) -> Member {
        Member(
            name: name, address: InstanceAddress(host: "10.0.0.1\(number)", port: 3306),
            ssh: SSHAccess(address: "10.0.0.1\(number)", user: "ops"), sql: SQLAccess(user: "hactl"), place: place)
    }

    private static func proxy(_ name: ProxyName, _ number: Int) -> Proxy {
        Proxy(
            name: name, ssh: SSHAccess(address: "10.0.0.\(number)", user: "ops"),
            writer: InstanceAddress(host: "10.0.0.\(number)", port: 3306),
            kind: .haproxy(HAProxySettings(backend: "writes")), place: place)
    }

    private func instance(_ number: Int, _ channels: [ReplicationChannel]) -> InstanceFacts {
        InstanceFacts(
            identity: Identity(
                flavour: .mysql, version: ServerVersion(8, 4, 6), serverID: UInt64(number), uuid: "uuid-\(number)"),
            writability: Writability(readOnly: !channels.isEmpty, superReadOnly: !channels.isEmpty),
            transactions: Transactions(executed: .gtids(.simulated(1))), channels: channels,
            activity: Activity(
                sessions: channels.isEmpty ? [Session(id: 11, user: "app", host: "10.0.0.100")] : []))
    }

    private func host(holdsVIP: Bool) -> HostFacts {
        HostFacts(
            addresses: holdsVIP ? [HeldAddress(address: "10.0.0.50", prefix: 24, interface: "eth0")] : [],
            interfaces: [InterfaceFacts(name: "eth0")])
    }
}
