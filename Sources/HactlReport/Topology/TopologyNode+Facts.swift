import HactlModel
import HactlPlan

extension TopologyNode {
    init(_ member: Member, in cluster: Cluster, seen facts: Facts, isErrant: Bool) {
        name = member.name
        port = member.address.port
        let channel = facts.instance(member.name)?.channels.first
        source = channel.flatMap { cluster.source(of: $0, for: member.name, seen: facts) }
        outsideSource = source == nil ? channel?.source : nil
        isWritable = facts.instance(member.name)?.writability.isWritable ?? false
        isReplicating = facts.instance(member.name)?.channels.allSatisfy(\.isRunning) ?? false
        holdsEndpoint = cluster.writer.map { facts.host(member.name)?.holds($0.address) == true } ?? false
        servesReads = (cluster.readers?.addresses ?? []).map(\.address)
            .filter { facts.holders(ofReader: $0).contains(member.name) }
        let instance = facts.members[member.name, default: .unseen].instance
        tokens = instance.value.map { TopologyTokens(of: $0, limit: cluster.limits.lag, isErrant: isErrant).all } ?? []
        unreachable = instance.reason?.kind.rawValue
        unreachableBecause = instance.reason?.sentence
    }
}

extension Cluster {
    /// The member to which a channel leads, by address or by who has answered there.
    fileprivate func source(of channel: ReplicationChannel, for name: MemberName, seen facts: Facts) -> MemberName? {
        members.first { other in
            guard other.name != name else { return false }
            let uuid = facts.instance(other.name)?.identity.uuid
            return other.address == channel.source || (uuid != nil && uuid == channel.sourceIdentity)
        }?.name
    }
}
