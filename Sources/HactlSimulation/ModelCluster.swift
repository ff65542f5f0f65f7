import HactlModel
import HactlPlan

/// A cluster that never was: three members, a VIP, semi-sync, an event and clients. What a playbook is rehearsed on when
/// no real cluster is at hand.
package struct ModelCluster: Sendable {
    package var cluster: Cluster
    package var facts: Facts

    package static let roles = Roles(primary: "db1", candidate: "db2", replicas: ["db3"])

    /// - Parameter version: of every server; by default one of today.
    package init(_ flavour: Flavour, version: ServerVersion? = nil) {
        let version = version ?? (flavour == .mysql ? ServerVersion(9, 7) : ServerVersion(10, 11))
        let place = SourcePlace(file: "model", line: 1, column: 1)
        let members = (1...3).map { Self.member($0, place) }
        cluster = Cluster(
            name: "shop", members: members,
            writer: VirtualAddress(address: "10.0.0.50", prefix: 24, interface: "eth0"), place: place)
        facts = Facts()
        for (index, member) in members.enumerated() {
            facts.members[member.name] = MemberFacts(
                instance: .seen(Self.instance(index + 1, flavour, version, source: members[0].address)),
                host: .seen(Self.host(holdsVIP: index == 0)))
        }
    }

    private static func member(_ number: Int, _ place: SourcePlace) -> Member {
        let host = "10.0.0.1\(number)"
        return Member(
            name: MemberName("db\(number)"), address: InstanceAddress(host: host, port: 3306),
            ssh: SSHAccess(address: host, user: "ops"), sql: SQLAccess(user: "hactl"), place: place)
    }

    private static func instance(
        _ number: Int, _ flavour: Flavour, _ version: ServerVersion, source: InstanceAddress
    ) -> InstanceFacts {
        let isPrimary = number == 1
        return InstanceFacts(
            identity: Identity(flavour: flavour, version: version, serverID: UInt64(number), uuid: "uuid-\(number)"),
            writability: Writability(
                readOnly: !isPrimary, superReadOnly: flavour == .mysql ? !isPrimary : nil, persistedReadOnly: true),
            transactions: Transactions(executed: .gtids(.simulated(1))),
            channels: isPrimary ? [] : [ReplicationChannel(source: source, sourceIdentity: "uuid-1")],
            semiSync: SemiSyncFacts(sourceEnabled: isPrimary, replicaEnabled: !isPrimary, sourceActive: isPrimary),
            activity: Activity(sessions: isPrimary ? sessions(flavour) : []),
            events: EventFacts(scheduler: true, events: [event(isPrimary ? .enabled : .disabledOnReplica)]))
    }

    private static func event(_ status: ScheduledEvent.Status) -> ScheduledEvent {
        ScheduledEvent(schema: "shop", name: "nightly", definer: "app@%", status: status)
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

extension ModelCluster {
    /// The same without GTIDs: every server knows the end of its own log, and a replica its place in its source's.
    package mutating func forgetGTIDs() {
        for name in facts.members.keys {
            guard var instance = facts.instance(name) else { continue }
            let own = TransactionSet.file(log: instance.identity.uuid, name: "binlog.000001", position: 500)
            instance.transactions = Transactions(executed: own)
            instance.binlog.gtid = false
            instance.settings["gtid_mode"] = "OFF"
            for index in instance.channels.indices {
                let log = instance.channels[index].sourceIdentity ?? ""
                let place = TransactionSet.file(log: log, name: "binlog.000001", position: 500)
                instance.channels[index].autoPosition = false
                instance.channels[index].received = nil
                instance.channels[index].places = SourcePlaces(read: place, executed: place)
            }
            facts.members[name]?.instance = .seen(instance)
        }
    }
}
