import HactlModel

/// Whose data a member is rebuilt from: a replica before the primary, in the recipient's datacenter before another, with
/// the least lag.
package struct DonorSearch: Sendable {
    private let cluster: Cluster
    private let facts: Facts
    private let recipient: MemberName
    private let primary: MemberName

    package init(in cluster: Cluster, seen facts: Facts, for recipient: MemberName, of primary: MemberName) {
        self.cluster = cluster
        self.facts = facts
        self.recipient = recipient
        self.primary = primary
    }

    /// Who is chosen, or was named; `nil` when nobody can.
    package func choice(wanted: MemberName? = nil) -> MemberName? {
        let able = cluster.members.map(\.name).filter { obstacle(to: $0) == nil }
        if let wanted { return able.contains(wanted) ? wanted : nil }
        return able.enumerated().min { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }?.element
    }

    /// A sentence for every member but the recipient, the chosen one first.
    package func standings(chosen: MemberName) -> [Standing] {
        let others = cluster.members.map(\.name).filter { $0 != recipient && $0 != chosen }
        return [Standing(member: chosen, outcome: .chosen, sentence: "\(chosen) gives its data: \(words(chosen))")]
            + others.map(standing)
    }

    private func standing(_ name: MemberName) -> Standing {
        guard let obstacle = obstacle(to: name) else {
            return Standing(member: name, outcome: .eligible, sentence: "\(name) could give its data: \(words(name))")
        }
        return Standing(member: name, outcome: .rejected, sentence: "\(name) is rejected: \(obstacle)")
    }

    private func rank(_ name: MemberName) -> Int {
        let lag = facts.lag(of: name) ?? 0
        return (name == primary ? 1 << 40 : 0) + (isElsewhere(name) ? 1 << 36 : 0) + min(lag, 1 << 30)
    }

    private func isElsewhere(_ name: MemberName) -> Bool {
        let places = [name, recipient].map { cluster.member(named: $0)?.datacenter }
        return places[0] != nil && places[1] != nil && places[0] != places[1]
    }

    private func words(_ name: MemberName) -> String {
        let role = name == primary ? "the primary, which takes writes" : "a replica"
        let lag = facts.lag(of: name).map { "lag \($0)s" }
        let place = cluster.member(named: name)?.datacenter.map {
            isElsewhere(name) ? "in another datacenter (\($0))" : "in datacenter \($0)"
        }
        return [role, place, lag].compactMap(\.self).joined(separator: ", ")
    }

    /// Why a member's data can't be copied, as a clause; `nil` when it can.
    package func obstacle(to name: MemberName) -> String? {
        if name == recipient { return "it is the one that is rebuilt" }
        guard let instance = facts.instance(name) else { return facts.blindness(of: name) ?? "it was not looked at" }
        if let clusterware = instance.identity.clusterware { return "it is run by \(clusterware)" }
        if let identity = facts.instance(recipient)?.identity,
            let clause = CopyRules.obstacle(from: instance.identity, to: identity)
        {
            return clause
        }
        return name == primary ? nil : lameness(of: name, instance)
    }

    private func lameness(of name: MemberName, _ instance: InstanceFacts) -> String? {
        guard let channel = instance.channels.first, instance.channels.count == 1 else {
            return instance.channels.isEmpty ? "it follows nobody" : "it follows several sources"
        }
        if !channel.isRunning { return "its replication does not run" }
        if facts.source(of: channel, in: cluster) != primary { return "it follows \(channel.source), not \(primary)" }
        if !channel.filters.isEmpty { return "it filters what it replicates (\(channel.filters.listed(atMost: 2)))" }
        if channel.delay > 0 { return "it is delayed by \(channel.delay)s on purpose" }
        return facts.ownStrays(on: name, lackedBy: primary).map { "it has \($0.brief), which \(primary) lacks" }
    }
}
