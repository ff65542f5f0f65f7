import HactlModel

/// A proxy that leads reads, and the members as it has to know them. What the steps about reads through proxies have in common.
package struct ReadRoute: Hashable, Sendable, Codable {
    package let proxy: ProxyName
    /// In the order of the inventory.
    package let members: [MemberAddress]

    package init(through proxy: ProxyName, to members: [MemberAddress]) {
        self.proxy = proxy
        self.members = members
    }

    /// A member as the proxy knows it.
    package struct Reader: Equatable, Sendable {
        package let member: MemberName
        package let server: ProxyServer
    }

    /// Throws why nothing can be said of it, as a clause. Servers that are no members, and those that a person has taken out, are
    /// left alone, so they are not among them.
    func readers(in facts: Facts) throws(Route.Obstacle) -> [Reader] {
        guard let seen = facts.proxy(proxy) else { throw Route.Obstacle(blind(proxy, facts)) }
        if let flaw = seen.flaws.first { throw Route.Obstacle("\(proxy): \(flaw)") }
        guard let servers = seen.readers, !servers.isEmpty else {
            throw Route.Obstacle("\(proxy) has no servers for reads where the inventory says")
        }
        return members.compactMap { member in
            servers.first { $0.address == member.address && !$0.isWithdrawn }.map {
                Reader(member: member.name, server: $0)
            }
        }
    }

    /// Who gets new reading connections.
    package func open(in facts: Facts) -> [MemberName] {
        ((try? readers(in: facts)) ?? []).filter(\.server.isOpen).map(\.member)
    }

    /// What puts it back to how it was.
    func wayBack(to before: Facts) -> Undo {
        guard let readers = try? readers(in: before) else {
            return .nothing(because: "who served reads before was not seen, and the next reconcile leads them anew")
        }
        // The last one is never drained: there is no way back to nobody.
        if !readers.contains(where: \.server.isOpen) { return .nothing(because: "nobody got reads before") }
        let shift = ReadShift(
            opened: readers.filter(\.server.isOpen).map(\.server.name),
            drained: readers.filter { !$0.server.isOpen }.map(\.server.name))
        return .actions([.proxy(proxy, .serveReads(shift))])
    }
}

extension [ReadRoute.Reader] {
    /// Who is to get new reading connections: whoever is fittest, and whoever has just recovered and gets them still. `nil` where
    /// nobody can serve: then everything stays.
    func serving(by health: ReaderHealth) -> [MemberName]? {
        guard let best = map({ health[$0.member].rank }).min(), best < Fitness.hopeless else { return nil }
        return filter { reader in
            let rank = health[reader.member].rank
            return rank == best || (reader.server.isOpen && rank <= Swift.max(best, Fitness.recovered))
        }
        .map(\.member)
    }

    /// What leaves new reading connections to exactly these.
    func shift(to names: [MemberName]) -> ReadShift {
        ReadShift(
            opened: filter { names.contains($0.member) && !$0.server.isOpen }.map(\.server.name),
            drained: filter { !names.contains($0.member) && $0.server.isOpen }.map(\.server.name))
    }
}

extension Scene {
    /// Every proxy through which clients read by the rules of the inventory, in its order.
    package var readRoutes: [ReadRoute] {
        guard cluster.readers != nil else { return [] }
        return cluster.proxies.filter(\.kind.canLeadReads).map { ReadRoute(through: $0.name, to: cluster.addresses) }
    }

    /// Those that can be led now, as far as is known.
    package var readRoutesInReach: [ReadRoute] { readRoutes.filter { (try? $0.readers(in: facts)) != nil } }
}
