import HactlModel

/// Takes a dead primary from a proxy that moves servers by itself: when it came back writable, the proxy would lead writes to it
/// beside the new one (ProxySQL issues 789 and 2179).
package struct ExpelRoute: RouteStep {
    package static let kind: StepKind = "expel-routes"
    package let route: Route
    package let quorum: Int?

    package var title: String { "Have \(route.proxy) forget \(route.member)" }

    package func status(in facts: Facts) -> StepStatus {
        guard let seen = facts.proxy(route.proxy) else { return .blocked(because: blind(route.proxy, facts)) }
        if let flaw = seen.flaws.first { return .blocked(because: "\(route.proxy): \(flaw)") }
        return seen.remembered.contains(route.address)
            ? .pending(because: "\(route.proxy) knows \(route.address)")
            : .satisfied(because: "\(route.proxy) does not know \(route.address)")
    }

    package func actions(in facts: Facts) -> [Action] { [.proxy(route.proxy, .expel(route.address))] }

    package func undo(from before: Facts) -> Undo { .missing(because: "its rows are gone") }

    package func change(in facts: Facts) -> String { "\(route.address) out of every hostgroup" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["of"])
        let member = try entry.member("of", in: scene, otherwise: scene.roles.primary)
        return scene.proxiesThatMoveServers.map {
            ExpelRoute(route: Route(through: $0, to: member, in: scene), quorum: scene.cluster.proxyQuorum)
        }
    }
}

extension Scene {
    var proxiesThatMoveServers: [Proxy] { proxiesInSight.filter { ProxyCatalog.dialect(of: $0.kind).movesServers } }
}
