import HactlModel

/// Who is back, and whom it is to follow: a member that was left out, beside the one that the others follow.
package struct ReturnSearch: Equatable, Sendable {
    package let returned: MemberName?
    package let primary: MemberName?
    package let findings: [Finding]

    package init(in cluster: Cluster, seen facts: Facts, wanted: MemberName? = nil) {
        let names = cluster.members.map(\.name)
        let leaders = facts.writers(of: cluster).filter { !facts.followers(of: $0, in: cluster).isEmpty }
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

    private static func follows(
        _ primary: MemberName, _ instance: InstanceFacts, in cluster: Cluster, _ facts: Facts
    ) -> Bool {
        instance.channels.contains { facts.source(of: $0, in: cluster) == primary }
    }

    private static func noPrimary(_ cluster: Cluster) -> Finding {
        Finding(
            OneWriter.code, .failure, "\(cluster.name) has no primary that others follow: there is nobody to rejoin",
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
