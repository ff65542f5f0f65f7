import HactlModel

/// Leads the clients' writes to a member: its host takes the writer VIP and announces it. The old holder keeps the
/// address meanwhile, read-only, so that no client's packet vanishes.
package struct RouteWrites: Step {
    package static let kind: StepKind = "route-writes"
    package let member: MemberName
    package let successorOf: MemberName
    package let endpoint: VirtualAddress
    /// The same address on the old holder's interface.
    package let formerEndpoint: VirtualAddress
    package let fencing: Fencing

    package var subject: MemberName? { member }
    package var title: String { "Lead writes to \(member)" }
    package var probes: [Probe] {
        fencing == .closed ? [.addresses(member), .addresses(successorOf)] : [.addresses(member)]
    }

    package func status(in facts: Facts) -> StepStatus {
        guard let host = facts.host(member) else { return .blocked(because: blindHost(member, facts)) }
        if host.holds(endpoint.address) { return .satisfied(because: "\(member) holds \(endpoint.address)") }
        if let obstacle = fencing.obstacle(to: successorOf, in: facts) { return .blocked(because: obstacle) }
        return .pending(because: "\(member) does not hold \(endpoint.address)")
    }

    package func actions(in facts: Facts) -> [Action] { [.host(member, .takeAddress(endpoint))] }

    package func undo(from before: Facts) -> Undo {
        if before.host(member)?.holds(endpoint.address) == true { return .nothing(because: "it held it before") }
        // The old holder announces first: an address must not go while the network leads to it.
        let back: [Action] =
            before.host(successorOf)?.holds(endpoint.address) == true
            ? [.host(successorOf, .takeAddress(formerEndpoint))] : []
        return .actions(back + [.host(member, .dropAddress(endpoint))])
    }

    package func change(in facts: Facts) -> String {
        "vip \(endpoint.address)/\(endpoint.prefix) on \(endpoint.interface), announced"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["to"])
        let member = try entry.member("to", in: scene, otherwise: scene.roles.candidate)
        let old = scene.roles.primary
        let proxies = try RouteProxy.steps(from: entry, in: scene)
        guard let endpoint = scene.endpoint(on: member), let former = scene.endpoint(on: old) else { return proxies }
        if endpoint.trackFile != nil { return try AdmitHolder.steps(from: entry, in: scene) + proxies }
        return [
            RouteWrites(
                member: member, successorOf: old, endpoint: endpoint, formerEndpoint: former, fencing: scene.fencing)
        ] + proxies
    }
}
