import HactlModel

/// Makes a proxy lead writes to a member and to nobody else.
package struct RouteProxy: Step {
    package static let kind: StepKind = "route-proxy"
    package let proxy: ProxyName
    package let member: MemberName
    package let address: InstanceAddress
    package let successorOf: MemberName
    package let fencing: Fencing

    package var subject: MemberName? { nil }
    package var title: String { "Lead writes through \(proxy) to \(member)" }
    package var probes: [Probe] { [.proxy(proxy)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let seen = facts.proxy(proxy) else { return .blocked(because: blind(proxy, facts)) }
        if let flaw = seen.flaws.first { return .blocked(because: "\(proxy): \(flaw)") }
        guard let server = seen.server(at: address) else {
            return .blocked(because: "\(proxy) knows no server at \(address)")
        }
        if seen.leading == [server.name] { return .satisfied(because: "\(proxy) leads writes to \(member)") }
        if let obstacle = fencing.obstacle(to: successorOf, in: facts) { return .blocked(because: obstacle) }
        let now = seen.leading.isEmpty ? "nobody" : seen.leading.joined(separator: ", ")
        return .pending(because: "\(proxy) leads writes to \(now)")
    }

    /// Whoever is still connected to a dead primary would wait for it: there is nobody who could end those sessions from the
    /// other side.
    package func actions(in facts: Facts) -> [Action] {
        guard let seen = facts.proxy(proxy), let server = seen.server(at: address) else { return [] }
        let left = seen.servers.map(\.name).filter { $0 != server.name }
        return [.proxy(proxy, .lead(to: [server.name]))]
            + (fencing == .closed ? [] : [.proxy(proxy, .endSessions(of: left))])
    }

    package func undo(from before: Facts) -> Undo {
        guard let seen = before.proxy(proxy) else { return .missing(because: "\(proxy) was not seen before") }
        return .actions([.proxy(proxy, .lead(to: seen.leading))])
    }

    package func change(in facts: Facts) -> String {
        "writes \(facts.proxy(proxy)?.leading.joined(separator: ", ") ?? "?") -> \(member)"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["to"])
        let member = try entry.member("to", in: scene, otherwise: scene.roles.candidate)
        return scene.cluster.proxies.map {
            RouteProxy(
                proxy: $0.name, member: member, address: scene.address(of: member), successorOf: scene.roles.primary,
                fencing: scene.fencing)
        }
    }
}
