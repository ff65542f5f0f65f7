import HactlModel

/// Enough of the proxies can be made to lead writes to the candidate.
package struct ProxiesFollow: PlainCheck {
    package static let name = "proxies"
    package static let code = "P35"
    package static let summary =
        "Every proxy answers, or as many as `proxy-quorum` of the inventory asks for; lets hactl change it; knows the candidate; and "
        + "leads writes to the primary and to nobody else, now and after a reload."
    package static let acceptance = Acceptance.partly
    package static let needs = Vantage.inventory

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { [] }

    package func findings(in scene: Scene) -> [Finding] {
        unseen(in: scene)
            + scene.proxiesInSight.flatMap { proxy in
                scene.facts.proxy(proxy.name).map { findings(about: proxy, $0, in: scene) } ?? []
            }
    }

    private func unseen(in scene: Scene) -> [Finding] {
        let lost = scene.proxiesOutOfSight
        if lost.isEmpty { return [] }
        let quorum = scene.cluster.proxyQuorum
        let isEnough = scene.proxiesInSight.count >= quorum
        let remedy =
            isEnough
            ? "It is owed: bring it back, and see that it leads to the new primary before clients use it."
            : "Bring it back, or say in the inventory how many are enough: proxy-quorum: \(scene.proxiesInSight.count)."
        return lost.map { proxy in
            let reason = scene.facts.proxies[proxy.name]?.reason
            let summary = "\(blind(proxy.name, scene.facts)): it may go on leading writes to \(scene.roles.primary)"
            return isEnough
                ? warning(summary, remedy: remedy)
                : Finding(
                    Self.code, .failure, summary, remedy: reason?.kind == .denied ? reason?.remedy ?? remedy : remedy,
                    mayBeAccepted: scene.premise == .deadPrimary)
        }
    }

    private func findings(about proxy: Proxy, _ seen: ProxyFacts, in scene: Scene) -> [Finding] {
        let flaws = seen.flaws.map {
            failure(
                "\(proxy.name) can't be changed: \($0)", remedy: "Let hactl change it: see the reference, \"Proxies\".")
        }
        if !flaws.isEmpty { return flaws }
        return stranger(proxy, seen, scene) + route(proxy, seen, scene) + reload(proxy, seen, scene)
    }

    private func stranger(_ proxy: Proxy, _ seen: ProxyFacts, _ scene: Scene) -> [Finding] {
        let address = scene.address(of: scene.roles.candidate)
        guard seen.server(at: address) == nil else { return [] }
        let known = seen.servers.map { "\($0.name) at \($0.address)" }
        return [
            failure(
                on: scene.roles.candidate,
                "\(proxy.name) knows no server at \(address), only \(known.isEmpty ? "none" : known.listed(atMost: 4))",
                remedy: "Add \(scene.roles.candidate) to it with exactly this address, taking no connections yet.")
        ]
    }

    /// Where the primary is dead it says nothing to whom a proxy leads.
    private func route(_ proxy: Proxy, _ seen: ProxyFacts, _ scene: Scene) -> [Finding] {
        guard scene.premise == .livingPrimary else { return [] }
        let wanted = seen.server(at: scene.address(of: scene.roles.primary))?.name
        if let wanted, seen.leading == [wanted] { return [] }
        return [
            failure(
                "\(proxy.name) leads writes to \(seen.leadingWords), and the primary is \(scene.roles.primary)",
                remedy: "Find out why, and lead it to \(scene.roles.primary) alone.")
        ]
    }

    private func reload(_ proxy: Proxy, _ seen: ProxyFacts, _ scene: Scene) -> [Finding] {
        guard scene.premise == .livingPrimary, ProxyCatalog.dialect(of: proxy.kind).forgets(seen) else { return [] }
        return [
            warning(
                "\(proxy.name) would lead writes elsewhere after a reload than it does now",
                remedy: "The switch mends it; until then do not reload \(proxy.name).")
        ]
    }

    package func passed(in scene: Scene) -> String {
        let names = scene.cluster.proxies.map(\.name.text)
        if names.isEmpty { return "the inventory has no proxies" }
        return "\(names.listed()) can be made to lead writes to \(scene.roles.candidate)"
    }
}
