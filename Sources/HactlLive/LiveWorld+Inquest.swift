import HactlModel
import HactlPlan
import HactlRun

extension LiveWorld {
    /// Everything there is to see where somebody may be dead. Whoever answers is asked to knock at those who don't, and
    /// nobody is waited for longer than it takes to know that nobody hears them.
    package func lookForTheDead() async -> Facts { await Inquiry(in: self).make() }
}

/// A look at everybody that has knocks in its second half.
private actor Inquiry {
    private let world: LiveWorld
    private let limit: Duration
    private var facts = Facts()
    private var looking: Set<Probe> = []
    private var knocking: Set<Probe> = []
    private var hasBegunToKnock = false
    private let events: AsyncStream<Event>
    private let post: AsyncStream<Event>.Continuation

    /// How long everybody is given before whoever is silent is knocked at.
    private static let patience = Duration.milliseconds(250)
    /// After this whoever is silent to us and to those who knocked is not waited for.
    private static let silence = Duration.milliseconds(1_100)

    private enum Event: Sendable {
        case seen(Probe, [Observation])
        case passed(Duration)
    }

    init(in world: LiveWorld) {
        self.world = world
        limit = world.cluster.limits.look
        (events, post) = AsyncStream.makeStream(of: Event.self)
    }

    private var names: [MemberName] { world.cluster.members.map(\.name) }

    func make() async -> Facts {
        let proxies = world.cluster.proxies.map { Probe.proxy($0.name) }
        for probe in names.flatMap({ [Probe.instance($0), .hostInHaste($0)] }) + proxies {
            looking.insert(probe)
            ask(probe, within: limit)
        }
        for moment in [Self.patience, Self.silence, limit] { wake(after: moment) }
        var waited = Duration.zero
        for await event in events {
            switch event {
            case .seen(let probe, let observations): absorb(observations, to: probe)
            case .passed(let moment): waited = max(waited, moment)
            }
            if looking.isEmpty || waited >= Self.patience { knockAtTheSilent() }
            if isOver(after: waited) { break }
        }
        nameTheSilent(after: waited)
        return facts
    }

    private func ask(_ probe: Probe, within limit: Duration) {
        Task { [world, post] in post.yield(.seen(probe, await world.look(at: [probe], within: limit))) }
    }

    private func wake(after moment: Duration) {
        Task { [post] in
            try? await Task.sleep(for: moment)
            post.yield(.passed(moment))
        }
    }

    private func absorb(_ observations: [Observation], to probe: Probe) {
        facts.absorb(observations)
        looking.remove(probe)
        knocking.remove(probe)
        // A host that answers late can still bear witness.
        if hasBegunToKnock { knockAtTheSilent() }
    }

    private func knockAtTheSilent() {
        hasBegunToKnock = true
        let silent = names.filter { facts.instance($0) == nil }
        let witnesses = names.filter { facts.host($0) != nil }
        for goal in silent {
            for start in witnesses where start != goal && facts.ways[goal]?[start] == nil {
                knock(.way(to: goal, from: start))
            }
        }
        // Who holds the writer's address is asked only where a host can't say it itself.
        let isHostSilent = silent.contains { facts.host($0) == nil }
        if isHostSilent, let writer = world.cluster.writer,
            let witness = witnesses.first(where: { !silent.contains($0) })
        {
            let interface = world.cluster.member(named: witness)?.interface
            var endpoint = writer
            endpoint.interface = interface ?? writer.interface
            if facts.holders[writer.address] == nil, !isAsking(about: endpoint) {
                knock(.holders(endpoint, from: witness))
            }
        }
    }

    private func isAsking(about endpoint: VirtualAddress) -> Bool {
        knocking.contains { if case .holders = $0 { true } else { false } }
    }

    private func knock(_ probe: Probe) {
        guard knocking.insert(probe).inserted else { return }
        ask(probe, within: limit)
    }

    private func isOver(after waited: Duration) -> Bool {
        if waited >= limit { return true }
        guard hasBegunToKnock, knocking.isEmpty else { return false }
        return looking.isEmpty || (waited >= Self.silence && looking.allSatisfy(isKnown))
    }

    /// Whether others have said of the member what there is to say. Of proxies enough must have answered.
    private func isKnown(_ probe: Probe) -> Bool {
        guard let name = probe.member else {
            return facts.proxies.values.count { $0.value != nil } >= world.cluster.proxyQuorum
        }
        return facts.ways[name]?.isEmpty == false
    }

    private func nameTheSilent(after waited: Duration) {
        let reason = Unreachable(.timedOut, detail: "no answer within \(waited.words)")
        for probe in looking {
            switch probe {
            case .instance(let name): facts.absorb([.instance(name, .unseen(reason))])
            case .hostInHaste(let name): facts.absorb([.host(name, .unseen(reason))])
            case .proxy(let name): facts.absorb([.proxy(name, .unseen(reason))])
            default: break
            }
        }
    }
}
