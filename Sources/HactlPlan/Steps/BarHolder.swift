import HactlModel

/// Sees to it that keepalived does not carry the writer VIP on a member, whoever else dies: VRRP knows nothing of replication.
package struct BarHolder: Step {
    package static let kind: StepKind = "bar-holder"
    package let member: MemberName
    package let successor: MemberName
    package let endpoint: VirtualAddress

    package var subject: MemberName? { member }
    package var title: String { "Keep keepalived from carrying the writer's address on \(member)" }
    package var probes: [Probe] { [.addresses(member), .addresses(successor)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let host = facts.host(member) else { return .blocked(because: blindHost(member, facts)) }
        guard let next = facts.host(successor) else { return .blocked(because: blindHost(successor, facts)) }
        guard next.track?.isEligible == true else {
            return .blocked(because: "keepalived may not carry \(endpoint.address) on \(successor)")
        }
        guard host.track?.value == TrackFacts.barred, next.track?.value == TrackFacts.eligible else {
            return .pending(because: "keepalived may carry \(endpoint.address) on \(member)")
        }
        return host.holds(endpoint.address)
            ? .settling(because: "keepalived still carries \(endpoint.address) on \(member)")
            : .satisfied(because: "keepalived may not carry \(endpoint.address) on \(member)")
    }

    /// Whoever had to outbid the other one needs it no longer: the next one is to be equal to it.
    package func actions(in facts: Facts) -> [Action] {
        [
            .host(member, .setTrack(endpoint, to: TrackFacts.barred)),
            .host(successor, .setTrack(endpoint, to: TrackFacts.eligible)),
        ]
    }

    package func undo(from before: Facts) -> Undo {
        .nothing(because: "a second holder is never put back")
    }

    package func change(in facts: Facts) -> String {
        "vip \(endpoint.address)/\(endpoint.prefix): keepalived may not carry it on \(member)"
    }

    /// `release-writes` makes them, where keepalived carries the address.
    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["from"])
        let member = try entry.member("from", in: scene, otherwise: scene.roles.primary)
        if scene.premise == .deadPrimary, scene.facts.host(member) == nil { return [] }
        guard let endpoint = scene.endpoint(on: member), endpoint.trackFile != nil else { return [] }
        return [BarHolder(member: member, successor: scene.roles.candidate, endpoint: endpoint)]
    }
}
