import HactlModel

/// Makes a proxy lead writes to a member and to nobody else.
package struct RouteProxy: RouteStep {
    package static let kind: StepKind = "route-proxy"
    package let route: Route
    package let successorOf: MemberName
    package let fencing: Fencing
    package let quorum: Int?

    init(_ route: Route, in scene: Scene, quorum: Int) {
        self.route = route
        successorOf = scene.roles.primary
        fencing = scene.fencing
        self.quorum = quorum
    }

    package var title: String { "Lead writes through \(route.proxy) to \(route.member)" }
    package var probes: [Probe] { route.probes }

    package func status(in facts: Facts) -> StepStatus {
        do throws(Route.Obstacle) {
            let view = try route.view(in: facts)
            if let flaw = view.proxy.flaws.first { return .blocked(because: "\(route.proxy): \(flaw)") }
            if view.leadsThere { return .satisfied(because: "\(route.proxy) leads writes to \(route.member)") }
            if let obstacle = obstacle(in: facts) { return .blocked(because: obstacle) }
            return .pending(because: "\(route.proxy) leads writes to \(view.proxy.leadingWords)")
        } catch {
            return .blocked(because: error.words)
        }
    }

    /// Where nobody changes roles there is nobody whom it follows.
    private func obstacle(in facts: Facts) -> String? {
        route.rivals == nil ? fencing.obstacle(to: successorOf, in: facts) : route.rivalry(in: facts)
    }

    package func actions(in facts: Facts) -> [Action] {
        guard let view = try? route.view(in: facts) else { return [] }
        let orders = route.dialect.orders(
            leadingTo: [view.server.name], in: view.proxy, prepared: facts.prepared(of: route.proxy))
        return orders.map { .proxy(route.proxy, $0) }
    }

    package func undo(from before: Facts) -> Undo {
        guard let seen = before.proxy(route.proxy) else {
            return .missing(because: "\(route.proxy) was not seen before")
        }
        let names = [seen.server(at: route.address)?.name].compactMap(\.self)
        let orders = route.dialect.wayBack(to: seen, from: names, prepared: before.prepared(of: route.proxy))
        return orders.map { .actions($0.map { .proxy(route.proxy, $0) }) }
            ?? .missing(because: "the file of \(route.proxy) was not prepared")
    }

    package func change(in facts: Facts) -> String {
        "writes through \(route.proxy): \(facts.proxy(route.proxy)?.leadingWords ?? "?") -> \(route.member)"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["to"])
        let member = try entry.member("to", in: scene, otherwise: scene.roles.candidate)
        return scene.proxiesInSight.map {
            RouteProxy(Route(through: $0, to: member, in: scene), in: scene, quorum: scene.routeQuorum)
        }
    }
}
