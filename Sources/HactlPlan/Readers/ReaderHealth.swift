import HactlModel

/// How fit each member of a cluster is to serve reads.
package struct ReaderHealth: Equatable, Sendable {
    package let members: [MemberName: Fitness]

    package init(members: [MemberName: Fitness]) { self.members = members }

    /// - Parameter lastIll: how long ago a member was last seen to be ill; a member without an entry never was.
    package init(
        of all: [MemberAddress], seen facts: Facts, primary: MemberName, pool: ReaderPool,
        lastIll: [MemberName: Duration] = [:]
    ) {
        let fitness = all.map(\.name).map { name in
            let now =
                name == primary
                ? Self.fitness(ofPrimary: name, pool, facts)
                : Self.fitness(of: name, below: primary, all, facts, pool.lag)
            return (name, Self.tempered(now, by: lastIll[name], pool.recovery))
        }
        members = Dictionary(fitness) { first, _ in first }
    }

    package subscript(name: MemberName) -> Fitness {
        members[name] ?? .unfit(because: "it was not looked at")
    }

    /// The same, if these become fit.
    func hoping(for names: [MemberName]) -> ReaderHealth {
        ReaderHealth(members: members.merging(names.map { ($0, .fit(lag: 0)) }) { $1 })
    }

    /// Who is unfit now, or shows what is old: whoever gets time before it is trusted again.
    package var ill: [MemberName] { members.filter { $0.value.isIll }.map(\.key).sorted() }

    private static func fitness(ofPrimary name: MemberName, _ pool: ReaderPool, _ facts: Facts) -> Fitness {
        if let blindness = facts.blindness(of: name) { return .unfit(because: blindness) }
        switch pool.primary {
        case .never: return .excluded(because: "it is the primary, and the inventory says never")
        case .lastResort: return .reserve
        case .always: return .fit(lag: nil)
        }
    }

    private static func fitness(
        of name: MemberName, below primary: MemberName, _ all: [MemberAddress], _ facts: Facts, _ limit: Duration
    ) -> Fitness {
        switch age(of: name, below: primary, all, facts, through: []) {
        case .failure(let ailment): .unfit(because: ailment.clause)
        case .success(let lag): .seconds(lag) > limit ? .late(lag) : .fit(lag: lag)
        }
    }

    private struct Ailment: Error {
        var clause: String
    }

    /// How old what it shows is, in seconds: its own lag and that of whoever it follows, up to the primary.
    private static func age(
        of name: MemberName, below primary: MemberName, _ all: [MemberAddress], _ facts: Facts,
        through seen: [MemberName]
    ) -> Result<Int, Ailment> {
        if name == primary { return .success(0) }
        if seen.contains(name) { return .failure(Ailment(clause: "it follows a ring that the primary is not in")) }
        guard let instance = facts.instance(name) else {
            return .failure(Ailment(clause: facts.blindness(of: name) ?? "it was not looked at"))
        }
        guard let channel = instance.channels.first else { return .failure(Ailment(clause: "it follows nobody")) }
        if let ailment = instance.channels.lazy.compactMap(ailment).first { return .failure(Ailment(clause: ailment)) }
        guard let source = facts.source(of: channel, among: all) else {
            return .failure(Ailment(clause: "it follows \(channel.source), which is no member"))
        }
        // A heartbeat has come all the way from the primary.
        if let beat = facts.heartbeatLag(of: name) { return .success(Int(beat.inSeconds)) }
        let own = instance.channels.compactMap(\.lag).max() ?? 0
        return age(of: source, below: primary, all, facts, through: seen + [name])
            .map { $0 + own }.mapError {
                Ailment(clause: source == primary ? $0.clause : "of its source: \($0.clause)")
            }
    }

    private static func ailment(of channel: ReplicationChannel) -> String? {
        if channel.delay > 0 { return "it is delayed by \(channel.delay)s on purpose" }
        if channel.receiver != .running { return "its receiver \(channel.receiver.clause)" }
        if channel.applier != .running { return "its applier \(channel.applier.clause)" }
        return channel.lag == nil ? "its lag is not known" : nil
    }

    private static func tempered(_ fitness: Fitness, by since: Duration?, _ recovery: Duration) -> Fitness {
        guard case .fit = fitness, let since, since < recovery else { return fitness }
        return .recovering(since: since)
    }
}
