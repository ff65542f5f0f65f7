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
    /// How long ago a member was last seen to be unfit to serve reads; a member without an entry never was.
    package var lastIll: [MemberName: Duration]
    /// When it was seen, by our own clock.
    package var observedAt: Moment?

    package init(
        cluster: Cluster, facts: Facts, roles: Roles, run: String, premise: Premise = .livingPrimary,
        accepted: [String] = [], lastIll: [MemberName: Duration] = [:], observedAt: Moment? = nil
    ) {
        self.observedAt = observedAt
        self.cluster = cluster
        self.facts = facts
        self.roles = roles
        self.run = run
        self.premise = premise
        self.accepted = accepted
        self.lastIll = lastIll
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
    /// that is fenced answers nobody; it is judged once it is let back. Where nobody changes roles, whoever is not seen is
    /// what the run is about, and no reason to refuse it.
    package var judged: Scene {
        var scene = self
        switch premise {
        case .livingPrimary, .deadPrimary: break
        case .returnedPrimary, .lostReplica:
            scene.cluster.members.removeAll { member in
                !roles.all.contains(member.name)
                    || (facts.instance(member.name) == nil && facts.host(member.name)?.daemon.isFenced == true)
            }
        case .steady: scene.cluster.members.removeAll { facts.instance($0.name) == nil }
        }
        return scene
    }

    /// A server's address as other servers reach it.
    package func address(of name: MemberName) -> InstanceAddress {
        cluster.member(named: name)?.address ?? InstanceAddress(host: name.text, port: 3306)
    }

    /// The writer VIP on a member's own interface.
    package func endpoint(on name: MemberName) -> VirtualAddress? {
        cluster.writer.map { endpoint($0, on: name) }
    }

    /// A virtual address on a member's own interface.
    package func endpoint(_ address: VirtualAddress, on name: MemberName) -> VirtualAddress {
        var endpoint = address
        endpoint.interface = cluster.member(named: name)?.interface ?? address.interface
        return endpoint
    }
}
