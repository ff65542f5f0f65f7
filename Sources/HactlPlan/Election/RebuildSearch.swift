import HactlModel

/// Who is rebuilt, from whom, and whom it follows afterwards.
package struct RebuildSearch: Equatable, Sendable {
    /// `nil` when it can't be done.
    package let roles: Roles?
    package let standings: [Standing]
    package let findings: [Finding]

    package init(in cluster: Cluster, seen facts: Facts, recipient: MemberName, wanted donor: MemberName? = nil) {
        let writers = facts.writers(of: cluster)
        let others = writers.filter { $0 != recipient }
        let followers = facts.dependents(on: recipient, in: cluster)
        let flaw =
            Self.flaw(recipient, cluster, writers, others)
            ?? (followers.isEmpty
                ? nil : RecipientIdle().isNeeded(recipient, by: followers, instead: "the primary"))
        guard flaw == nil, let primary = others.first else {
            (roles, standings, findings) = (nil, [], [flaw].compactMap(\.self))
            return
        }
        let search = DonorSearch(in: cluster, seen: facts, for: recipient, of: primary)
        guard let chosen = search.choice(wanted: donor) else {
            (roles, standings, findings) = (nil, [], [Self.noDonor(donor, search, cluster)])
            return
        }
        roles = Roles(
            primary: recipient, candidate: primary, replicas: chosen == primary ? [] : [chosen], donor: chosen)
        standings = search.standings(chosen: chosen)
        findings = []
    }

    private static func flaw(
        _ recipient: MemberName, _ cluster: Cluster, _ writers: [MemberName], _ others: [MemberName]
    ) -> Finding? {
        if cluster.member(named: recipient) == nil {
            return failure(
                recipient, "\(recipient) is no member of \(cluster.name)",
                hint(for: recipient.text, among: cluster.members.map(\.name.text)))
        }
        if writers == [recipient] {
            return failure(
                recipient, "\(recipient) is the primary: its data is what the others are rebuilt from",
                "Name a replica, or move the writer role first: hactl plan switchover.")
        }
        if writers.contains(recipient) { return RecipientIdle().takesWrites(recipient) }
        if others.count == 1 { return nil }
        return failure(
            nil,
            others.isEmpty
                ? "nobody takes writes, so there is no primary to follow" : "\(others.listed()) all take writes",
            others.isEmpty ? "Where the primary is dead: hactl plan failover." : "Close all but one first.")
    }

    private static func noDonor(_ wanted: MemberName?, _ search: DonorSearch, _ cluster: Cluster) -> Finding {
        let names = wanted.map { [$0] } ?? cluster.members.map(\.name)
        let reasons = names.map { name in
            let clause =
                cluster.member(named: name) == nil
                ? "it is no member of \(cluster.name)" : search.obstacle(to: name) ?? "it can"
            return "\(name): \(clause)"
        }
        return failure(
            wanted, "nobody can give its data (\(reasons.joined(separator: "; ")))",
            "Cure what stands against one of them, or restore a backup by hand.", DonorUsable.code)
    }

    private static func failure(
        _ name: MemberName?, _ summary: String, _ remedy: String, _ code: String = RecipientIdle.code
    ) -> Finding {
        Finding(code, .failure, on: name, summary, remedy: remedy)
    }
}
