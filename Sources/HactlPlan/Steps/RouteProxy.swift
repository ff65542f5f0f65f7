import HactlModel

/// Makes a proxy lead writes to a member and to nobody else.
package struct RouteProxy: Step {
    package static let kind: StepKind = "route-proxy"
    package let proxy: ProxyName
    package let settings: ProxyKind
    package let member: MemberName
    package let address: InstanceAddress
    package let successorOf: MemberName
    package let fencing: Fencing
    package var quorum: Int?

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
        return .pending(because: "\(proxy) leads writes to \(seen.leadingWords)")
    }

    package func actions(in facts: Facts) -> [Action] {
        guard let seen = facts.proxy(proxy), let server = seen.server(at: address) else { return [] }
        return ProxyCatalog.dialect(of: settings)
            .orders(leadingTo: [server.name], in: seen, prepared: facts.prepared(of: proxy)).map { .proxy(proxy, $0) }
    }

    package func undo(from before: Facts) -> Undo {
        guard let seen = before.proxy(proxy) else { return .missing(because: "\(proxy) was not seen before") }
        let orders = ProxyCatalog.dialect(of: settings).wayBack(to: seen, prepared: before.prepared(of: proxy))
        return orders.map { .actions($0.map { .proxy(proxy, $0) }) }
            ?? .missing(because: "the file of \(proxy) was not prepared")
    }

    package func change(in facts: Facts) -> String {
        "writes through \(proxy): \(facts.proxy(proxy)?.leadingWords ?? "?") -> \(member)"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["to"])
        let member = try entry.member("to", in: scene, otherwise: scene.roles.candidate)
        return scene.proxiesInSight.map { RouteProxy($0, to: member, in: scene, quorum: scene.cluster.proxyQuorum) }
    }

    init(_ proxy: Proxy, to member: MemberName, in scene: Scene, quorum: Int) {
        self.proxy = proxy.name
        settings = proxy.kind
        self.member = member
        address = scene.address(of: member)
        successorOf = scene.roles.primary
        fencing = scene.fencing
        self.quorum = quorum
    }
}

extension Scene {
    /// What is not seen when a plan is made is not waited for while nobody takes writes: it is come back to at the end.
    var proxiesInSight: [Proxy] { cluster.proxies.filter { facts.proxy($0.name) != nil } }
    var proxiesOutOfSight: [Proxy] { cluster.proxies.filter { facts.proxy($0.name) == nil } }
}
