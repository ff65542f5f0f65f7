import HactlModel

/// Exactly one member takes writes, and the others follow it.
package struct OneWriter: PlainCheck {
    package static let name = "one-writer"
    package static let code = "P02"
    package static let summary =
        "Exactly one member takes writes, and others follow it. Two writers are two histories; without one there is "
        + "nothing to move."
    package static let acceptance = Acceptance.never

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        let writers = scene.facts.writers(of: scene.cluster)
        if let only = writers.first, writers.count == 1, only != scene.roles.primary {
            return [stranger(only, scene.roles.primary)]
        }
        return findings(in: scene.cluster, scene.facts)
    }

    func findings(in cluster: Cluster, _ facts: Facts) -> [Finding] {
        let writers = facts.writers(of: cluster)
        guard let writer = writers.first else { return nobody(in: cluster, facts) }
        if writers.count > 1 { return [several(writers)] }
        return facts.followers(of: writer, in: cluster).isEmpty ? lonely(writer, cluster, facts) : []
    }

    private func stranger(_ writer: MemberName, _ primary: MemberName) -> Finding {
        failure(
            on: writer, "\(writer) takes writes and \(primary), taken for the primary, does not",
            remedy: "Look again: hactl topology. If a run was cut short, hactl resume or hactl rollback.")
    }

    /// As long as somebody is unseen, the writer may be among them: P01 has said so.
    private func nobody(in cluster: Cluster, _ facts: Facts) -> [Finding] {
        guard Vantage.sql.unseen(cluster.members.map(\.name), in: facts).isEmpty else { return [] }
        return [
            failure(
                "no member of \(cluster.name) takes writes, so there is no writer to move",
                remedy: "If a run was cut short: hactl resume or hactl rollback. Otherwise find out who closed the "
                    + "primary, and open it by hand.")
        ]
    }

    private func several(_ writers: [MemberName]) -> Finding {
        failure(
            "\(writers.listed()) all take writes: each may have transactions that the others lack",
            remedy: "Find out which one clients write to, set read_only on the others, and compare their GTID sets.")
    }

    private func lonely(_ writer: MemberName, _ cluster: Cluster, _ facts: Facts) -> [Finding] {
        let others = cluster.members.map(\.name).filter { $0 != writer }
        guard Vantage.sql.unseen(others, in: facts).isEmpty else { return [] }
        return [
            failure(
                on: writer, "\(writer) takes writes, but no other member follows it: nobody has what it writes",
                remedy: "See whom the others follow (hactl topology), and make them follow \(writer).")
        ]
    }

    package func passed(in scene: Scene) -> String { "only \(scene.roles.primary) takes writes" }
}

extension Facts {
    /// Members that take writes, in the inventory's order.
    func writers(of cluster: Cluster) -> [MemberName] {
        cluster.members.map(\.name).filter { instance($0)?.writability.isWritable == true }
    }

    /// Members seen to follow another one.
    func followers(of name: MemberName, in cluster: Cluster) -> [MemberName] {
        cluster.members.map(\.name).filter { follower in
            follower != name
                && instance(follower)?.channels.contains { source(of: $0, in: cluster) == name } == true
        }
    }

    /// Members that would lose their source if another one's data went. A failover that died after it had opened somebody
    /// leaves there the stopped channel to the former primary: nothing depends on that.
    func dependents(on name: MemberName, in cluster: Cluster) -> [MemberName] {
        followers(of: name, in: cluster).filter { follower in
            guard let instance = instance(follower), instance.writability.isWritable else { return true }
            return instance.channels.contains { channel in
                if case .stopped = channel.receiver { return false }
                return source(of: channel, in: cluster) == name
            }
        }
    }
}
