import HactlModel

/// A proxy, and the member to which it is to lead writes. What the steps about proxies have in common.
package struct Route: Hashable, Sendable, Codable {
    package let proxy: ProxyName
    package let kind: ProxyKind
    package let member: MemberName
    /// The member's, as the proxy has to know it.
    package let address: InstanceAddress
    /// Where nobody changes roles, all others: nothing has closed them, so each must be seen to take no writes. `nil` where the run
    /// itself sees to that.
    package let rivals: [MemberName]?

    init(through proxy: Proxy, to member: MemberName, in scene: Scene) {
        self.proxy = proxy.name
        kind = proxy.kind
        self.member = member
        address = scene.address(of: member)
        rivals = scene.premise == .steady ? scene.names.filter { $0 != member } : nil
    }

    var probes: [Probe] {
        [.proxy(proxy)] + (rivals.map { [member] + $0 } ?? []).map(Probe.writability)
    }

    var dialect: any ProxyDialect { ProxyCatalog.dialect(of: kind) }

    /// What the proxy says, and what it calls the member.
    struct View {
        let proxy: ProxyFacts
        let server: ProxyServer

        /// Whether it leads writes to the member and to nobody else.
        var leadsThere: Bool { proxy.leading == [server.name] }
    }

    /// Throws why nothing can be said of it, as a clause.
    func view(in facts: Facts) throws(Obstacle) -> View {
        guard let seen = facts.proxy(proxy) else { throw Obstacle(blind(proxy, facts)) }
        guard let server = seen.server(at: address) else { throw Obstacle("\(proxy) knows no server at \(address)") }
        return View(proxy: seen, server: server)
    }

    struct Obstacle: Error {
        let words: String
        init(_ words: String) { self.words = words }
    }

    /// What would make it lead there after a reload, too, or is to be done before it leads there; `nil` where there is nothing.
    func edit(in view: View) -> FileEdit? { dialect.edit(leadingTo: [view.server.name], in: view.proxy) }
}

extension Facts {
    /// What this run has prepared for the file as it is now: one that a person has changed since is prepared anew.
    func prepared(of name: ProxyName) -> FileSwap? {
        guard let file = proxy(name)?.file, let prepared = file.prepared,
            ledger.contains(PrepareRoutes.label(of: name, for: file.digest))
        else { return nil }
        return FileSwap(from: file.digest, to: prepared)
    }
}

extension Scene {
    /// What is not seen when a plan is made is not waited for while nobody takes writes: it is come back to at the end.
    var proxiesInSight: [Proxy] { cluster.proxies.filter { facts.proxy($0.name) != nil } }
    var proxiesOutOfSight: [Proxy] { cluster.proxies.filter { facts.proxy($0.name) == nil } }
}

/// Why a proxy can't be judged, as a clause.
func blind(_ proxy: ProxyName, _ facts: Facts) -> String {
    facts.proxies[proxy]?.reason.map { "\(proxy) can't be seen (\($0.sentence))" } ?? "\(proxy) was not looked at"
}
