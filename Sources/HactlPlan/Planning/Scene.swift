import HactlModel

/// What a planner knows when it reads a playbook: the cluster, what was seen, and who is to become what.
package struct Scene: Sendable {
    package var cluster: Cluster
    package var facts: Facts
    package var roles: Roles
    package var run: String
    package var premise: Premise
    /// Codes of findings that an operator has overruled.
    package var accepted: [String]

    package init(
        cluster: Cluster, facts: Facts, roles: Roles, run: String, premise: Premise = .livingPrimary,
        accepted: [String] = []
    ) {
        self.cluster = cluster
        self.facts = facts
        self.roles = roles
        self.run = run
        self.premise = premise
        self.accepted = accepted
    }

    /// Whether primary and candidate follow each other: then nobody has to be made to follow, and nobody to forget.
    package var isRing: Bool {
        guard premise == .livingPrimary, let channels = facts.instance(roles.primary)?.channels, channels.count == 1,
            facts.source(of: channels[0], in: cluster) == roles.candidate
        else { return false }
        return facts.instance(roles.candidate)?.channels.contains {
            facts.source(of: $0, in: cluster) == roles.primary
        } == true
    }

    /// What a playbook's checks are asked about: of a former primary that is back, it and the one that it is to follow. One
    /// that is fenced answers nobody; it is judged once it is let back.
    package var judged: Scene {
        guard premise == .returnedPrimary else { return self }
        var scene = self
        scene.cluster.members.removeAll { member in
            !roles.all.contains(member.name)
                || (facts.instance(member.name) == nil && facts.host(member.name)?.daemon.isFenced == true)
        }
        return scene
    }

    /// A server's address as other servers reach it.
    package func address(of name: MemberName) -> InstanceAddress {
        cluster.member(named: name)?.address ?? InstanceAddress(host: name.text, port: 3306)
    }

    /// The writer VIP on a member's own interface.
    package func endpoint(on name: MemberName) -> VirtualAddress? {
        guard var endpoint = cluster.writer else { return nil }
        endpoint.interface = cluster.member(named: name)?.interface ?? endpoint.interface
        return endpoint
    }
}
