import HactlModel
import HactlSimulation

extension Story {
    static func facts(of cluster: Cluster, _ flavour: Flavour) -> Facts {
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
                flavour: flavour, version: flavour == .mysql ? ServerVersion(9, 7, 4) : ServerVersion(10, 11, 14),
                serverID: UInt64(number), uuid: "uuid-\(number)"),
            writability: Writability(
                readOnly: closed, superReadOnly: flavour == .mysql ? closed : nil, persistedReadOnly: true),
            transactions: Transactions(executed: .gtids(.simulated(1))),
            channels: isPrimary ? [] : [ReplicationChannel(source: source, sourceIdentity: "uuid-1")],
            semiSync: SemiSyncFacts(sourceEnabled: isPrimary, replicaEnabled: !isPrimary, sourceActive: isPrimary),
            activity: Activity(sessions: isPrimary ? [Session(id: 11, user: "app", host: "10.0.0.100")] : []),
            events: EventFacts(scheduler: true, events: [nightly(isPrimary ? .enabled : .disabledOnReplica)]))
    }

    private static func nightly(_ status: ScheduledEvent.Status) -> ScheduledEvent {
        ScheduledEvent(schema: "shop", name: "nightly", definer: "app@%", status: status)
    }

    private static func host(holdsVIP: Bool) -> HostFacts {
        HostFacts(
            addresses: holdsVIP ? [HeldAddress(address: "10.0.0.50", prefix: 24, interface: "eth0")] : [],
            interfaces: [InterfaceFacts(name: "eth0")])
    }
}
