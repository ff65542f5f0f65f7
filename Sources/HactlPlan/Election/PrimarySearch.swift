import HactlModel

/// Who the primary is, from what was seen alone.
package struct PrimarySearch: Equatable, Sendable {
    /// The one member that takes writes and is followed; `nil` when there is no such member, or more than one.
    package let primary: MemberName?
    /// The best guess where there is no certainty, so that a cluster in disorder can still be shown and checked.
    /// Nothing may be changed on its strength.
    package let supposed: MemberName?
    /// Why there is no certainty; also members that can't be seen, for each of them may be a second writer.
    package let findings: [Finding]

    package init(in cluster: Cluster, seen facts: Facts) {
        let disorder = OneWriter().findings(in: cluster, facts)
        let writers = facts.writers(of: cluster)
        primary = writers.count == 1 && disorder.isEmpty ? writers.first : nil
        supposed = primary ?? Self.mostFollowed(among: writers, in: cluster, facts)
        findings = disorder + Self.blindness(in: cluster, facts)
    }

    private static func blindness(in cluster: Cluster, _ facts: Facts) -> [Finding] {
        let unseen = Vantage.sql.unseen(cluster.members.map(\.name), in: facts)
        return MembersReachable().findings(about: unseen, in: facts)
    }

    /// Among equally followed members one that follows nobody, then the first of the inventory.
    private static func mostFollowed(
        among writers: [MemberName], in cluster: Cluster, _ facts: Facts
    ) -> MemberName? {
        let names = writers.isEmpty ? cluster.members.map(\.name) : writers
        let weights = names.map { name in
            let isFree = facts.instance(name)?.channels.isEmpty == true
            return facts.followers(of: name, in: cluster).count * 2 + (isFree ? 1 : 0)
        }
        guard let heaviest = weights.max(), let place = weights.firstIndex(of: heaviest) else { return nil }
        return names[place]
    }
}
