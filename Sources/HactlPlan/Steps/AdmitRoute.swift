import HactlModel

/// Has a proxy that moves servers by itself know a member again, once it follows: as one that serves reads.
package struct AdmitRoute: RouteStep {
    package static let kind: StepKind = "admit-routes"
    package let route: Route
    package let quorum: Int?

    package var title: String { "Have \(route.proxy) know \(route.member) again" }
    package var probes: [Probe] { [.proxy(route.proxy), .writability(route.member)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let seen = facts.proxy(route.proxy) else { return .blocked(because: blind(route.proxy, facts)) }
        if let flaw = seen.flaws.first { return .blocked(because: "\(route.proxy): \(flaw)") }
        if seen.remembered.contains(route.address) {
            return .satisfied(because: "\(route.proxy) knows \(route.address)")
        }
        guard let instance = facts.instance(route.member) else { return .blocked(because: blind(route.member, facts)) }
        return instance.writability.isClosed
            ? .pending(because: "\(route.proxy) does not know \(route.address)")
            : .blocked(because: "\(route.member) takes writes")
    }

    package func actions(in facts: Facts) -> [Action] { [.proxy(route.proxy, .admit(route.address))] }

    package func undo(from before: Facts) -> Undo { .actions([.proxy(route.proxy, .expel(route.address))]) }

    package func change(in facts: Facts) -> String { "\(route.address) serves reads again" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["of"])
        let member = try entry.member("of", in: scene, otherwise: scene.roles.primary)
        return scene.proxiesThatMoveServers.map {
            AdmitRoute(route: Route(through: $0, to: member, in: scene), quorum: scene.cluster.proxyQuorum)
        }
    }
}
