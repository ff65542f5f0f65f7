import HactlModel

/// Leads one of the readers' addresses to a member: its host takes and announces it, then whoever had it lets it go. A host that had
/// it, perhaps, and can't be asked keeps it as long as the network hears it there.
package struct RouteReads: Step {
    package static let kind: StepKind = "route-reads"
    package let member: MemberName
    package let endpoint: VirtualAddress
    /// The address on the interfaces of those who have it and shall not.
    package let formers: [MemberName: VirtualAddress]
    /// Members whose hosts can't be asked whether they have it.
    package let unasked: [MemberName]

    package var subject: MemberName? { member }
    package var title: String { "Lead reads at \(endpoint.address) to \(member)" }
    package var probes: [Probe] {
        [.addresses(member)] + formers.keys.sorted().map(Probe.addresses)
            + (unasked.isEmpty ? [] : [.holders(endpoint, from: member)])
    }

    package func status(in facts: Facts) -> StepStatus {
        guard let host = facts.host(member) else { return .blocked(because: blindHost(member, facts)) }
        let others = holders(in: facts)
        if host.holds(endpoint.address) {
            return others.isEmpty
                ? .satisfied(because: "\(member) alone holds \(endpoint.address)")
                : .pending(because: "\(others.listed()) holds \(endpoint.address) too")
        }
        if facts.instance(member) == nil { return .blocked(because: blind(member, facts)) }
        return doubt(in: facts) ?? .pending(because: "\(member) does not hold \(endpoint.address)")
    }

    /// Two hosts that answer for one address are worse than one that does not.
    private func doubt(in facts: Facts) -> StepStatus? {
        if unasked.isEmpty { return nil }
        switch facts.holders[endpoint.address] {
        case nil: return .settling(because: "nobody has asked who answers for \(endpoint.address)")
        case .unseen(let reason)?:
            return .blocked(because: "whether \(unasked.listed()) still holds it can't be told (\(reason.sentence))")
        case .seen(let hardware)?:
            return hardware.isEmpty
                ? nil : .blocked(because: "somebody answers for it (\(hardware.joined(separator: ", ")))")
        }
    }

    private func holders(in facts: Facts) -> [MemberName] {
        formers.keys.filter { facts.host($0)?.holds(endpoint.address) == true }.sorted()
    }

    package func actions(in facts: Facts) -> [Action] {
        let others = holders(in: facts)
        let drops = others.compactMap { name in formers[name].map { Action.host(name, .dropAddress($0)) } }
        guard facts.host(member)?.holds(endpoint.address) == true else {
            return [.host(member, .takeAddress(endpoint))] + drops
        }
        return drops + [.host(member, .announce(endpoint))]
    }

    package func undo(from before: Facts) -> Undo {
        if before.host(member)?.holds(endpoint.address) == true { return .nothing(because: "it held it before") }
        let back = holders(in: before).prefix(1).compactMap { name in
            formers[name].map { Action.host(name, .takeAddress($0)) }
        }
        return .actions(back + [.host(member, .dropAddress(endpoint))])
    }

    package func change(in facts: Facts) -> String {
        let others = holders(in: facts)
        return "\(endpoint.address)/\(endpoint.prefix) \(others.isEmpty ? "nobody" : others.listed()) -> \(member)"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow([])
        guard let pool = scene.cluster.readers, let placement = scene.readerPlacement else { return [] }
        let addresses = pool.addresses.compactMap { address in
            placement.carriers[address.address].map { RouteReads(address, to: $0, in: scene) }
        }
        return addresses + (try ServeReads.steps(from: entry, in: scene))
    }

    private init(_ address: VirtualAddress, to member: MemberName, in scene: Scene) {
        let others = scene.cluster.members.map(\.name).filter { $0 != member }
        let holding = others.filter { scene.facts.host($0)?.holds(address.address) == true }
        self.init(
            member: member, endpoint: scene.endpoint(address, on: member),
            formers: Dictionary(holding.map { ($0, scene.endpoint(address, on: $0)) }) { first, _ in first },
            unasked: holding.isEmpty ? others.filter { scene.facts.host($0) == nil } : [])
    }

    init(member: MemberName, endpoint: VirtualAddress, formers: [MemberName: VirtualAddress], unasked: [MemberName]) {
        self.member = member
        self.endpoint = endpoint
        self.formers = formers
        self.unasked = unasked
    }
}
