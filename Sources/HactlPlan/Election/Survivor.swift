import HactlModel

/// A member that outlives the primary, and how it would do in its place. What it has counts as what it has received,
/// applied or not.
struct Survivor {
    let name: MemberName
    let member: Member
    let instance: InstanceFacts
    /// Everything that it has, its own as well: others have those from the time when it was primary.
    let held: TransactionSet
    /// What others must have, too: its own alone are nobody's loss.
    let shared: TransactionSet
    let isElsewhere: Bool

    init?(_ member: Member, of cluster: Cluster, _ facts: Facts, primary: MemberName) {
        guard let instance = facts.instance(member.name), let held = instance.held else { return nil }
        let home = cluster.member(named: primary)?.datacenter
        name = member.name
        self.member = member
        self.instance = instance
        self.held = held
        shared = held.withoutOwn(of: instance.identity)
        isElsewhere = home != nil && member.datacenter != nil && member.datacenter != home
    }

    func has(all others: [Survivor]) -> Bool { others.allSatisfy { held.contains($0.shared).isYes } }

    /// What its applier has still to do, as far as it can be counted.
    var backlog: UInt64 {
        if instance.countsByPlace { return instance.unapplied.isYes ? 0 : 1 }
        guard case .gtids(let all) = instance.held, case .gtids(let done) = instance.transactions.executed else {
            return instance.unapplied.isYes ? 0 : 1
        }
        return all.subtracting(done).count
    }

    /// Why it can't be primary, as a clause; `nil` when it can.
    func obstacle(in facts: Facts, of cluster: Cluster, _ primary: MemberName) -> String? {
        if member.promotion == .mustNot { return "the inventory says must_not" }
        if instance.writability.isWritable { return "it takes writes already" }
        if let clusterware = instance.identity.clusterware { return "it is run by \(clusterware)" }
        // Without GTIDs those who follow it have all that it applied.
        if !instance.binlog.enabled || !(instance.binlog.logsReplicaUpdates || instance.countsByPlace) {
            return "it does not log what it applies: nobody could follow it"
        }
        if !instance.binlog.gtid && !instance.countsByPlace { return "its transactions have no GTIDs" }
        return facts.host(name) == nil ? blindHost(name, facts) : channelObstacle(facts, cluster, primary)
    }

    private func channelObstacle(_ facts: Facts, _ cluster: Cluster, _ primary: MemberName) -> String? {
        guard let channel = instance.channels.first else { return "it follows nobody" }
        if instance.channels.count > 1 { return "it follows several sources" }
        if facts.source(of: channel, in: cluster) != primary { return "it follows \(channel.source), not \(primary)" }
        if instance.countsByPlace, !channel.name.isEmpty { return "it follows on a named channel, without GTIDs" }
        if !channel.autoPosition, !instance.countsByPlace {
            return "it follows by file and position: what others have and it lacks can't be told"
        }
        if channel.delay > 0 { return "it is delayed by \(channel.delay)s on purpose" }
        if !channel.filters.isEmpty { return "it filters what it replicates (\(channel.filters.listed(atMost: 2)))" }
        if let error = channel.applierError { return "its applier has stopped with an error (\(error))" }
        return nil
    }
}

extension TransactionSet {
    /// What a replica wrote itself says nothing of what it received.
    fileprivate func withoutOwn(of identity: Identity) -> TransactionSet {
        guard case .gtids(let set) = self, let uuid = try? ServerUUID(parsing: identity.uuid) else { return self }
        return .gtids(set.excluding(uuid))
    }
}
