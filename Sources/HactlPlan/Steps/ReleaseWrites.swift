import HactlModel

/// Takes the writer VIP off the old holder, once the new one holds and has announced it.
package struct ReleaseWrites: Step {
    package static let kind: StepKind = "release-writes"
    package let member: MemberName
    package let successor: MemberName
    package let endpoint: VirtualAddress
    /// The same address on the new holder's interface.
    package let successorEndpoint: VirtualAddress

    package var subject: MemberName? { member }
    package var title: String { "Take the writer's address off \(member)" }
    package var probes: [Probe] { [.addresses(member), .addresses(successor)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let host = facts.host(member) else { return .blocked(because: blindHost(member, facts)) }
        guard host.holds(endpoint.address) else {
            return .satisfied(because: "\(member) does not hold \(endpoint.address)")
        }
        guard facts.host(successor)?.holds(endpoint.address) == true else {
            return .blocked(because: "\(successor) does not hold \(endpoint.address) yet")
        }
        return .pending(because: "\(member) still holds \(endpoint.address)")
    }

    package func actions(in facts: Facts) -> [Action] {
        [.host(member, .dropAddress(endpoint)), .host(successor, .announce(successorEndpoint))]
    }

    package func undo(from before: Facts) -> Undo {
        guard before.host(member)?.holds(endpoint.address) == true else {
            return .nothing(because: "it did not hold it before")
        }
        if before.host(successor)?.holds(endpoint.address) == true {
            return .nothing(because: "\(successor) holds it, and a second holder is never put back")
        }
        return .actions([.host(member, .takeAddress(endpoint))])
    }

    package func change(in facts: Facts) -> String {
        "vip \(endpoint.address)/\(endpoint.prefix) off \(endpoint.interface)"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["from"])
        let member = try entry.member("from", in: scene, otherwise: scene.roles.primary)
        let successor = scene.roles.candidate
        // A host that is gone holds nothing as long as it is gone, and comes back fenced or is found by the health check.
        if scene.premise == .deadPrimary, scene.facts.host(member) == nil { return [] }
        guard let endpoint = scene.endpoint(on: member), let other = scene.endpoint(on: successor) else { return [] }
        if endpoint.trackFile != nil { return try BarHolder.steps(from: entry, in: scene) }
        return [
            ReleaseWrites(member: member, successor: successor, endpoint: endpoint, successorEndpoint: other)
        ]
    }
}
