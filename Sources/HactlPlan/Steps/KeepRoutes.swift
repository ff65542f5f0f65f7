import HactlModel

/// Makes a proxy keep its way of writes over a reload: the file that was prepared takes the place of the one in force.
package struct KeepRoutes: Step {
    package static let kind: StepKind = "keep-routes"
    package let proxy: ProxyName
    package let settings: ProxyKind
    package let member: MemberName
    package let address: InstanceAddress
    package var quorum: Int?

    package var subject: MemberName? { nil }
    package var title: String { "Keep writes through \(proxy) on \(member) after a reload" }
    package var probes: [Probe] { [.proxy(proxy)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let seen = facts.proxy(proxy) else { return .blocked(because: blind(proxy, facts)) }
        guard let server = seen.server(at: address) else {
            return .blocked(because: "\(proxy) knows no server at \(address)")
        }
        return ProxyCatalog.dialect(of: settings).edit(leadingTo: [server.name], in: seen) == nil
            ? .satisfied(because: seen.file == nil ? "\(proxy) has no file" : "its file leads to \(member)")
            : .pending(because: "its file leads elsewhere")
    }

    /// A file that was changed since it was prepared is prepared anew.
    package func actions(in facts: Facts) -> [Action] {
        guard let seen = facts.proxy(proxy), let server = seen.server(at: address),
            let edit = ProxyCatalog.dialect(of: settings).edit(leadingTo: [server.name], in: seen)
        else { return [] }
        return [.proxy(proxy, facts.prepared(of: proxy).map(ProxyOrder.keep) ?? .prepare(edit))]
    }

    package func undo(from before: Facts) -> Undo {
        .missing(because: "a file is kept once there is only forward")
    }

    package func change(in facts: Facts) -> String {
        "\(facts.proxy(proxy)?.file.map { "file \($0.digest.prefix(12))" } ?? "no file") replaced, the old one beside it"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        let member = try entry.member("on", in: scene, otherwise: scene.roles.candidate)
        // The quorum has been there without them.
        let late = scene.proxiesOutOfSight.map { RouteProxy($0, to: member, in: scene, quorum: 0) }
        return late
            + scene.cluster.proxies.map {
                KeepRoutes(
                    proxy: $0.name, settings: $0.kind, member: member, address: scene.address(of: member),
                    quorum: scene.cluster.proxyQuorum)
            }
    }
}
