import Foundation
import HactlConfig
import HactlModel
import HactlPlan
import HactlSimulation
import Testing

/// Three servers, a VIP, and the built-in playbook: what most stories begin with.
struct Story {
    var cluster: Cluster
    var facts: Facts
    var playbook: Playbook

    init(_ flavour: Flavour = .mysql, playbook text: String? = nil) throws {
        cluster = Story.cluster
        facts = Story.facts(of: cluster, flavour)
        let text = try text ?? String(contentsOfFile: Story.builtIn("switchover"), encoding: .utf8)
        playbook = try PlaybookReader.read(name: "switchover.yaml", text: text).get()
    }

    static let roles = Roles(primary: "db1", candidate: "db2", replicas: ["db3"])

    func plan() throws -> Plan {
        let scene = Scene(cluster: cluster, facts: facts, roles: Story.roles, run: "shop-test")
        return try Planner(in: scene).plan(
            playbook, .init(version: "test", createdAt: Moment(milliseconds: 0), validFor: .seconds(900)))
    }

    func rehearsal() throws -> Rehearsal { Rehearsal(of: try plan(), on: cluster, seen: facts) }

    static func builtIn(_ name: String) -> String {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return tests.deletingLastPathComponent().appending(path: "Playbooks/\(name).yaml").path
    }

    private static let place = SourcePlace(file: "shop.yaml", line: 1, column: 1)

    private static var cluster: Cluster {
        let members = (1...3).map { number in
            let host = "10.0.0.1\(number)"
            return Member(
                name: MemberName("db\(number)"), address: InstanceAddress(host: host, port: 3306),
                ssh: SSHAccess(address: host, user: "ops"), sql: SQLAccess(user: "hactl"), place: place)
        }
        return Cluster(
            name: "shop", members: members,
            writer: WriterAddress(address: "10.0.0.50", prefix: 24, interface: "eth0"), place: place)
    }

    private static func facts(of cluster: Cluster, _ flavour: Flavour) -> Facts {
        var facts = Facts()
        for (index, member) in cluster.members.enumerated() {
            let isPrimary = index == 0
            facts.members[member.name] = MemberFacts(
                instance: .seen(instance(index + 1, flavour, isPrimary: isPrimary, cluster.members[0].address)),
                host: .seen(host(holdsVIP: isPrimary)))
        }
        return facts
    }

    private static func instance(
        _ number: Int, _ flavour: Flavour, isPrimary: Bool, _ source: InstanceAddress
    ) -> InstanceFacts {
        let closed = !isPrimary
        return InstanceFacts(
            identity: Identity(
                flavour: flavour, version: ServerVersion(9, 7), serverID: UInt64(number), uuid: "uuid-\(number)"),
            writability: Writability(
                readOnly: closed, superReadOnly: flavour == .mysql ? closed : nil, persistedReadOnly: true),
            transactions: Transactions(executed: .gtids(.simulated(1))),
            channels: isPrimary ? [] : [ReplicationChannel(source: source, sourceIdentity: "uuid-1")],
            semiSync: SemiSyncFacts(sourceEnabled: isPrimary, replicaEnabled: !isPrimary, sourceActive: isPrimary),
            activity: Activity(sessions: isPrimary ? sessions(flavour) : []),
            events: EventFacts(
                scheduler: true,
                events: [
                    ScheduledEvent(
                        schema: "shop", name: "nightly", definer: "app@%",
                        status: isPrimary ? .enabled : .disabledOnReplica)
                ]))
    }

    private static func sessions(_ flavour: Flavour) -> [Session] {
        [
            Session(id: 11, user: "app", host: "10.0.0.100"),
            Session(id: 12, user: "root", host: "localhost", ignoresReadOnly: flavour == .mariadb),
        ]
    }

    private static func host(holdsVIP: Bool) -> HostFacts {
        HostFacts(
            addresses: holdsVIP ? [HeldAddress(address: "10.0.0.50", prefix: 24, interface: "eth0")] : [],
            interfaces: [InterfaceFacts(name: "eth0")])
    }
}
