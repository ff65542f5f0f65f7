import HactlModel

/// Has keepalived carry the writer VIP on a member, and on the old holder no longer. The new one is admitted first, which moves nothing
/// as long as the old one holds the address, for nobody is preempted by an equal; barring the old one then moves it in milliseconds. The
/// other way round everybody would listen for three lost advertisements first (RFC 5798, 6.1: Master_Down_Interval).
package struct AdmitHolder: Step {
    package static let kind: StepKind = "admit-holder"
    package let member: MemberName
    package let successorOf: MemberName
    package let endpoint: VirtualAddress
    package let fencing: Fencing
    /// Whether the old holder's host can be told. One that can't has to give way to a higher priority.
    package let former: Former

    package enum Former: String, Sendable, Codable {
        case barred
        case outbid
    }

    package var subject: MemberName? { member }
    package var title: String { "Lead writes to \(member), through keepalived" }
    package var probes: [Probe] {
        former == .barred ? [.addresses(member), .addresses(successorOf)] : [.addresses(member)]
    }

    package func status(in facts: Facts) -> StepStatus {
        guard let host = facts.host(member) else { return .blocked(because: blindHost(member, facts)) }
        let isWithOld = former == .barred && facts.host(successorOf)?.holds(endpoint.address) != false
        if host.holds(endpoint.address), !isWithOld {
            return .satisfied(because: "\(member) holds \(endpoint.address)")
        }
        if let obstacle = fencing.obstacle(to: successorOf, in: facts) { return .blocked(because: obstacle) }
        if former == .barred, facts.host(successorOf) == nil {
            return .blocked(because: blindHost(successorOf, facts))
        }
        return isSaid(in: facts)
            ? .settling(because: "keepalived has not moved \(endpoint.address) to \(member) yet")
            : .pending(because: "keepalived does not carry \(endpoint.address) on \(member)")
    }

    private func isSaid(in facts: Facts) -> Bool {
        guard facts.host(member)?.track?.isEligible == true else { return false }
        return former == .outbid || facts.host(successorOf)?.track?.value == TrackFacts.barred
    }

    package func actions(in facts: Facts) -> [Action] {
        let admit = former == .outbid ? TrackFacts.preferred : TrackFacts.eligible
        let bar: [Action] =
            former == .barred ? [.host(successorOf, .setTrack(endpoint, to: TrackFacts.barred))] : []
        return [.host(member, .setTrack(endpoint, to: admit))] + bar
    }

    package func undo(from before: Facts) -> Undo {
        if before.host(member)?.holds(endpoint.address) == true { return .nothing(because: "it held it before") }
        let value = before.host(successorOf)?.track?.value ?? TrackFacts.eligible
        let back: [Action] = former == .barred ? [.host(successorOf, .setTrack(endpoint, to: max(value, 0)))] : []
        return .actions(back + [.host(member, .setTrack(endpoint, to: TrackFacts.barred))])
    }

    package func change(in facts: Facts) -> String {
        "vip \(endpoint.address)/\(endpoint.prefix): keepalived may carry it on \(member)"
            + (former == .barred ? ", and no longer on \(successorOf)" : ", before \(successorOf)")
    }

    /// `route-writes` makes them, where keepalived carries the address.
    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["to"])
        let member = try entry.member("to", in: scene, otherwise: scene.roles.candidate)
        guard let endpoint = scene.endpoint(on: member), endpoint.trackFile != nil else { return [] }
        let old = scene.roles.primary
        let former: Former = scene.facts.host(old) == nil && scene.premise == .deadPrimary ? .outbid : .barred
        return [
            AdmitHolder(
                member: member, successorOf: old, endpoint: endpoint, fencing: scene.fencing, former: former)
        ]
    }
}
