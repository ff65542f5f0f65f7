import HactlModel

/// Who is back, and whom it is to follow: a member that was left out, beside the one that the others follow.
package struct ReturnSearch: Equatable, Sendable {
    package let returned: MemberName?
    package let primary: MemberName?
    package let findings: [Finding]

    package init(in cluster: Cluster, seen facts: Facts, wanted: MemberName? = nil) {
        let names = cluster.members.map(\.name)
        let leaders = Self.leaders(of: cluster, facts, beside: wanted)
        guard let primary = leaders.first, leaders.count == 1 else {
            (returned, self.primary, findings) = (nil, nil, [Self.noPrimary(cluster)])
            return
        }
        let outside = names.filter { name in
            name != primary
                && (facts.instance(name).map { !Self.follows(primary, $0, in: cluster, facts) }
                    ?? (facts.host(name)?.daemon.isFenced == true))
        }
        let choice = wanted.map { name in outside.filter { $0 == name } } ?? outside
        self.primary = primary
        returned = choice.count == 1 ? choice.first : nil
        findings = choice.count == 1 ? [] : [Self.noChoice(choice, wanted, cluster, primary, facts)]
    }

    /// Who takes writes and is followed; of a pair nobody is left to follow the new primary, so there it is the one that takes
    /// writes, beside the one that was named.
    private static func leaders(of cluster: Cluster, _ facts: Facts, beside wanted: MemberName?) -> [MemberName] {
        let writers = facts.writers(of: cluster)
        let followed = writers.filter { !facts.followers(of: $0, in: cluster).isEmpty }
        return followed.isEmpty ? writers.filter { $0 != wanted } : followed
    }

    private static func follows(
        _ primary: MemberName, _ instance: InstanceFacts, in cluster: Cluster, _ facts: Facts
    ) -> Bool {
        instance.channels.contains { facts.source(of: $0, in: cluster) == primary }
    }

    private static func noPrimary(_ cluster: Cluster) -> Finding {
        Finding(
            OneWriter.code, .failure, "\(cluster.name) has no primary, or more than one: whom to rejoin can't be told",
            remedy: "See hactl topology. Where the primary is dead: hactl plan failover.")
    }

    private static func noChoice(
        _ choice: [MemberName], _ wanted: MemberName?, _ cluster: Cluster, _ primary: MemberName, _ facts: Facts
    ) -> Finding {
        if let wanted {
            let why = facts.blindness(of: wanted) ?? "it follows \(primary) already, or is it"
            return Finding(
                OneWriter.code, .failure, on: wanted, "\(wanted) can't rejoin: \(why)", remedy: "See hactl topology.")
        }
        return Finding(
            OneWriter.code, .failure,
            choice.isEmpty
                ? "everybody who answers follows \(primary)" : "\(choice.listed()) do not follow \(primary)",
            remedy: choice.isEmpty ? "There is nothing to do." : "Name one of them: --to \(choice[0])")
    }
}
