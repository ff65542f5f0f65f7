import HactlModel

/// Ends what a proxy still holds on servers to which it no longer leads: clients of a host that is gone would wait for it, and
/// nobody could end their sessions from the other side.
package struct EndRoutes: RouteStep {
    package static let kind: StepKind = "end-routes"
    package let route: Route
    package let quorum: Int?

    package var title: String { "End what \(route.proxy) holds beside \(route.member)" }

    package func status(in facts: Facts) -> StepStatus {
        do throws(Route.Obstacle) {
            let view = try route.view(in: facts)
            guard view.leadsThere else {
                return .blocked(because: "\(route.proxy) does not lead to \(route.member) alone")
            }
            return status(holding: held(in: facts), facts)
        } catch {
            return .blocked(because: error.words)
        }
    }

    private func status(holding left: [ProxyServer], _ facts: Facts) -> StepStatus {
        if left.isEmpty { return .satisfied(because: "\(route.proxy) holds no session beside \(route.member)") }
        if facts.ledger.contains(Self.label(of: route.proxy)) {
            return .satisfied(because: "what \(route.proxy) still holds beside \(route.member) has no client any more")
        }
        let words = left.map { "\($0.sessions ?? 0) on \($0.name)" }.joined(separator: ", ")
        return .pending(because: "\(route.proxy) holds sessions: \(words)")
    }

    private func held(in facts: Facts) -> [ProxyServer] {
        (facts.proxy(route.proxy)?.servers ?? []).filter { $0.address != route.address && ($0.sessions ?? 0) > 0 }
    }

    /// What the ledger says once a proxy has ended what it could. A connection whose client has gone before stays until HAProxy's own
    /// timeout when the server doesn't answer: `stream_shutdown` leaves alone what is shut already (HAProxy 2.6, stream.c).
    package static func label(of proxy: ProxyName) -> String { "ended-routes:\(proxy)" }

    package func actions(in facts: Facts) -> [Action] {
        [.proxy(route.proxy, .endSessions(of: held(in: facts).map(\.name)))]
    }

    package func undo(from before: Facts) -> Undo { .nothing(because: "clients reconnect by themselves") }

    package func change(in facts: Facts) -> String {
        "\(held(in: facts).compactMap(\.sessions).reduce(0, +)) sessions"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["to"])
        let member = try entry.member("to", in: scene, otherwise: scene.roles.candidate)
        return scene.proxiesInSight.map {
            EndRoutes(route: Route(through: $0, to: member, in: scene), quorum: scene.routeQuorum)
        }
    }
}
