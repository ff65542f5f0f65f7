import HactlModel
import HactlPlan
import HactlSimulation

/// Three servers, a VIP, and the steps of the built-in playbook: what most texts are about.
struct Story {
    var cluster: Cluster
    var facts: Facts
    var playbook: Playbook
    let flavour: Flavour

    static let roles = Roles(primary: "db1", candidate: "db2", replicas: ["db3"])
    static let moment = Moment(milliseconds: 1_790_950_503_120)
    static let place = SourcePlace(file: "shop.yaml", line: 1, column: 1)

    init(_ flavour: Flavour = .mysql) {
        self.flavour = flavour
        cluster = Story.cluster
        facts = Story.facts(of: cluster, flavour)
        playbook = Story.switchover
    }

    func plan(accepted: [String] = []) throws -> Plan {
        let scene = Scene(cluster: cluster, facts: facts, roles: Story.roles, run: "shop-20261002T141503-7f3a")
        return try Planner(in: scene).plan(
            playbook,
            .init(version: "0.1.0", createdAt: Story.moment, validFor: .seconds(900), accepted: accepted))
    }

    func rehearsal() throws -> Rehearsal { Rehearsal(of: try plan(), on: cluster, seen: facts) }

    mutating func change(_ name: MemberName, _ body: (inout InstanceFacts) -> Void) {
        guard var instance = facts.instance(name) else { return }
        body(&instance)
        facts.members[name]?.instance = .seen(instance)
    }

    mutating func changeHost(_ name: MemberName, _ body: (inout HostFacts) -> Void) {
        guard var host = facts.host(name) else { return }
        body(&host)
        facts.members[name]?.host = .seen(host)
    }

    mutating func lose(_ name: MemberName, _ kind: Unreachable.Kind = .refused) {
        facts.members[name]?.instance = .unseen(Unreachable(kind, detail: ""))
    }

    private static var cluster: Cluster {
        let members = (1...3).map { number in
            let host = "10.0.0.1\(number)"
            return Member(
                name: MemberName("db\(number)"), address: InstanceAddress(host: host, port: 3306),
                ssh: SSHAccess(address: host, user: "ops", passphrase: .command(["echo", "hunter2"])),
                sql: SQLAccess(user: "hactl", password: .command(["echo", "hunter2"])), place: place)
        }
        return Cluster(
            name: "shop", members: members,
            writer: VirtualAddress(address: "10.0.0.50", prefix: 24, interface: "eth0"),
            replication: ReplicationAccount(user: "repl", password: .command(["echo", "hunter2"]), tls: true),
            place: place)
    }
}
