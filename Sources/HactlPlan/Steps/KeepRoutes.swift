import HactlModel

/// Makes a proxy keep its way of writes over a reload: the file that was prepared takes the place of the one in force.
package struct KeepRoutes: RouteStep {
    package static let kind: StepKind = "keep-routes"
    package let route: Route
    package let quorum: Int?

    package var title: String { "Keep writes through \(route.proxy) on \(route.member) after a reload" }
    package var probes: [Probe] { route.probes }

    package func status(in facts: Facts) -> StepStatus {
        do throws(Route.Obstacle) {
            if order(in: try route.view(in: facts), facts) == nil {
                return .satisfied(because: "it would lead to \(route.member) after a reload")
            }
            if let rivalry = route.rivalry(in: facts) { return .blocked(because: rivalry) }
            return .pending(because: "a reload would lead elsewhere")
        } catch {
            return .blocked(because: error.words)
        }
    }

    /// A file that was changed since it was prepared is prepared anew.
    package func actions(in facts: Facts) -> [Action] {
        guard let view = try? route.view(in: facts), let order = order(in: view, facts) else { return [] }
        return [.proxy(route.proxy, order)]
    }

    private func order(in view: Route.View, _ facts: Facts) -> ProxyOrder? {
        route.dialect.keeping([view.server.name], in: view.proxy, prepared: facts.prepared(of: route.proxy))
    }

    package func undo(from before: Facts) -> Undo {
        .missing(because: "a file is kept once there is only forward")
    }

    package func change(in facts: Facts) -> String {
        guard route.kind.path != nil else { return "what runs is saved" }
        let file = facts.proxy(route.proxy)?.file.map { "file \($0.digest.prefix(12))" } ?? "no file"
        return "\(file) replaced, the old one beside it"
    }

    /// Those that were out of sight are led now; the quorum has been there without them.
    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        let member = try entry.member("on", in: scene, otherwise: scene.roles.candidate)
        let outOfSight = scene.premise == .steady ? [] : scene.proxiesOutOfSight
        let late = outOfSight.map {
            RouteProxy(Route(through: $0, to: member, in: scene), in: scene, quorum: 0)
        }
        return late
            + scene.cluster.proxies.map {
                KeepRoutes(route: Route(through: $0, to: member, in: scene), quorum: scene.routeQuorum)
            }
    }
}
