import HactlModel

/// Puts the file with which a proxy would lead writes to a member beside the one in force, and has the proxy try it. A file that
/// the proxy does not take is found before anything is frozen.
package struct PrepareRoutes: RouteStep {
    package static let kind: StepKind = "prepare-routes"
    package let route: Route
    package let quorum: Int?

    package var title: String { "Prepare the file of \(route.proxy) for writes to \(route.member)" }
    package var probes: [Probe] { route.probes }

    package func status(in facts: Facts) -> StepStatus {
        do throws(Route.Obstacle) {
            if route.edit(in: try route.view(in: facts)) == nil {
                return .satisfied(because: "its file leads to \(route.member)")
            }
            if let rivalry = route.rivalry(in: facts) { return .blocked(because: rivalry) }
            return facts.prepared(of: route.proxy) != nil
                ? .satisfied(because: "\(route.proxy) takes the new file")
                : .pending(because: "its file leads elsewhere")
        } catch {
            return .blocked(because: error.words)
        }
    }

    package func actions(in facts: Facts) -> [Action] {
        guard let view = try? route.view(in: facts), let edit = route.edit(in: view) else { return [] }
        return [.proxy(route.proxy, .prepare(edit))]
    }

    package func undo(from before: Facts) -> Undo { .actions([.proxy(route.proxy, .discard)]) }

    package func change(in facts: Facts) -> String {
        guard case .proxy(_, .prepare(let edit))? = actions(in: facts).first else { return "nothing" }
        return edit.changes.map { "line \($0.number): \($0.new.trimmed)" }.joined(separator: "; ")
    }

    /// What the ledger calls a file that was prepared by this run, for the file that has this SHA-256.
    package static func label(of proxy: ProxyName, for digest: String) -> String { "prepared:\(proxy):\(digest)" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["to"])
        let member = try entry.member("to", in: scene, otherwise: scene.roles.candidate)
        // Where nobody takes writes a file can wait: it says what is after a reload.
        let quorum = scene.premise == .deadPrimary ? 0 : scene.routeQuorum
        return scene.proxiesInSight.map {
            PrepareRoutes(route: Route(through: $0, to: member, in: scene), quorum: quorum)
        }
    }
}

extension String {
    fileprivate var trimmed: String { split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ") }
}
