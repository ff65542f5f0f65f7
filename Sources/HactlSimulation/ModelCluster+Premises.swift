import HactlModel
import HactlPlan

extension ModelCluster {
    /// The model in the situation that a playbook is for, and who is what in it.
    package func scene(for premise: Premise, run: String) -> Scene {
        var model = self
        let roles: Roles
        switch premise {
        case .livingPrimary: roles = Self.roles
        case .deadPrimary:
            model.killPrimary()
            roles = Self.roles
        case .returnedPrimary:
            model.replacePrimary()
            model.fence("db1")
            roles = Roles(primary: "db1", candidate: "db2", replicas: [])
        case .lostReplica:
            model.replacePrimary()
            model.loseReplica()
            roles = Roles(primary: "db1", candidate: "db2", replicas: ["db3"], donor: "db3")
        case .steady:
            model.scatterReaders()
            roles = Roles(primary: "db1", candidate: "db1", replicas: ["db2", "db3"])
        }
        return Scene(cluster: model.cluster, facts: model.facts, roles: roles, run: run, premise: premise)
    }

    /// db1's server has died, and its replicas have not applied all that they have received.
    private mutating func killPrimary() {
        facts.members["db1"]?.instance = .unseen(Unreachable(.refused, detail: ""))
        let way = WayFacts(server: .refuses, host: .answers)
        facts.ways["db1"] = ["db2": .seen(way), "db3": .seen(way)]
        for name in Self.roles.survivors {
            change(name) {
                $0.channels[0].received = .gtids(.simulated(upTo: 4))
                $0.channels[0].receiver = .connecting(error: "error 2003")
            }
        }
    }

    /// db2 is the primary, db3 follows it, and both have the address: db1 takes writes still, and never gave it up.
    package mutating func replacePrimary() {
        let open = facts.instance("db1")?.writability
        let address = cluster.members[1].address
        change("db2") {
            $0.writability = open ?? $0.writability
            $0.channels = []
        }
        change("db3") {
            $0.channels[0].source = address
            $0.channels[0].sourceIdentity = "uuid-2"
        }
        let held = facts.host("db1")?.addresses ?? []
        changeHost("db2") { $0.addresses = held }
    }

    /// As a failover leaves whom it could reach.
    package mutating func fence(_ name: MemberName) {
        facts.members[name]?.instance = .unseen(Unreachable(.refused, detail: ""))
        changeHost(name) {
            $0.daemon = DaemonFacts(isListening: false, isFenced: true)
            $0.addresses = []
        }
    }

    /// db1 is closed, and has what nobody else has; db3 can give its data.
    package mutating func loseReplica() {
        let closed = facts.instance("db3")?.writability
        change("db1") {
            $0.writability = closed ?? $0.writability
            $0.transactions.executed = .gtids(.simulated(1).union(.simulated(777)))
        }
        for name in cluster.members.map(\.name) {
            facts.members[name]?.data = DataFacts(
                directory: "/var/lib/mysql/", bytes: 1 << 30, isReady: name != "db3")
            facts.members[name]?.copy = CopyFacts()
        }
    }

    /// Two addresses for readers, both on the primary.
    private mutating func scatterReaders() {
        let addresses = ["10.0.0.61", "10.0.0.62"].map { VirtualAddress(address: $0, prefix: 24, interface: "eth0") }
        cluster.readers = ReaderPool(addresses: addresses)
        changeHost("db1") {
            $0.addresses += addresses.map { HeldAddress(address: $0.address, prefix: 24, interface: "eth0") }
        }
    }

    private mutating func change(_ name: MemberName, _ body: (inout InstanceFacts) -> Void) {
        guard var instance = facts.instance(name) else { return }
        body(&instance)
        facts.members[name]?.instance = .seen(instance)
    }

    private mutating func changeHost(_ name: MemberName, _ body: (inout HostFacts) -> Void) {
        guard var host = facts.host(name) else { return }
        body(&host)
        facts.members[name]?.host = .seen(host)
    }
}
