import HactlModel

/// A member whose server was seen.
struct SeenMember {
    let name: MemberName
    let instance: InstanceFacts
}

/// A member whose host was seen.
struct SeenHost {
    let name: MemberName
    let host: HostFacts
}

extension Scene {
    /// Every member of the inventory, in its order.
    var names: [MemberName] { cluster.members.map(\.name) }
    /// All but the primary.
    var replicaNames: [MemberName] { names.filter { $0 != roles.primary } }

    var primary: InstanceFacts? { facts.instance(roles.primary) }
    var candidate: InstanceFacts? { facts.instance(roles.candidate) }
    var members: [SeenMember] { seen(names) }
    var replicas: [SeenMember] { seen(replicaNames) }
    /// All who will follow the candidate.
    var followers: [SeenMember] { seen(names.filter { $0 != roles.candidate }) }
    var hosts: [SeenHost] { names.compactMap { name in facts.host(name).map { SeenHost(name: name, host: $0) } } }

    func seen(_ names: [MemberName]) -> [SeenMember] {
        names.compactMap { name in facts.instance(name).map { SeenMember(name: name, instance: $0) } }
    }

    /// Which member a channel leads to: by address, or by who has answered there.
    func source(of channel: ReplicationChannel) -> MemberName? {
        facts.source(of: channel, in: cluster)
    }
}

extension Facts {
    func source(of channel: ReplicationChannel, in cluster: Cluster) -> MemberName? {
        source(of: channel, among: cluster.addresses)
    }

    func source(of channel: ReplicationChannel, among members: [MemberAddress]) -> MemberName? {
        members.first { channel.follows($0.address, instance($0.name)?.identity.uuid) }?.name
    }
}
