import HactlModel

/// Whose death is to be judged: the member that the others follow, when nobody is seen to take writes.
package struct EmergencySearch: Equatable, Sendable {
    /// `nil` when the members that were seen do not point at one.
    package let primary: MemberName?
    /// Who takes writes in its place already: a failover that nobody finished, and of which this machine knows nothing.
    package let successor: MemberName?
    /// Why there is none.
    package let findings: [Finding]

    package init(in cluster: Cluster, seen facts: Facts) {
        let writers = facts.writers(of: cluster)
        let followed = cluster.members.map(\.name).filter { !facts.followers(of: $0, in: cluster).isEmpty }
        let sources = followed.filter { !Self.isReplica($0, facts) }
        if let (dead, heir) = Self.unfinished(writers, sources, facts) {
            (primary, successor, findings) = (dead, heir, [])
            return
        }
        successor = nil
        switch (sources.count, writers.filter { !sources.contains($0) }.first) {
        case (1, nil):
            primary = sources.first
            findings = []
        case (_, let stranger?):
            primary = nil
            findings = [Self.stranger(stranger)]
        case (let count, nil):
            primary = nil
            findings = [count == 0 ? Self.nobody(cluster, facts) : Self.several(sources)]
        }
    }

    /// One takes writes, and the others still follow a silent one: there is nobody else who could take its place any more.
    private static func unfinished(
        _ writers: [MemberName], _ sources: [MemberName], _ facts: Facts
    ) -> (dead: MemberName, heir: MemberName)? {
        let silent = sources.filter { facts.instance($0) == nil }
        guard writers.count == 1, silent.count == 1, Set(sources).subtracting(silent).isSubset(of: writers) else {
            return nil
        }
        return (silent[0], writers[0])
    }

    private static func isReplica(_ name: MemberName, _ facts: Facts) -> Bool {
        facts.instance(name).map { !$0.channels.isEmpty && !$0.writability.isWritable } ?? false
    }

    private static func stranger(_ name: MemberName) -> Finding {
        Finding(
            OneWriter.code, .failure, on: name,
            "\(name) takes writes, and nobody follows it: the cluster has two histories",
            remedy: "Set read_only on \(name), or take it off the inventory, and plan anew.")
    }

    private static func nobody(_ cluster: Cluster, _ facts: Facts) -> Finding {
        let unseen = cluster.members.map(\.name).filter { facts.instance($0) == nil }
        return Finding(
            OneWriter.code, .failure,
            "nobody who was seen follows a member of \(cluster.name), so whose death to judge can't be told"
                + (unseen.isEmpty ? "" : " (unseen: \(unseen.listed()))"),
            remedy: "See whom the members follow (hactl topology), and whether the inventory has their addresses.")
    }

    private static func several(_ names: [MemberName]) -> Finding {
        Finding(
            OneWriter.code, .failure, "\(names.listed()) are each followed by somebody: there is no one primary",
            remedy: "Bring the replicas below one source first.")
    }
}
