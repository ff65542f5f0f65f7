import HactlModel

/// Has a proxy give new reading connections to exactly the members that are fit to serve reads. Fitness is judged whenever the step
/// is: whoever was drained comes back once it follows in time.
package struct ServeReads: Step {
    package static let kind: StepKind = "serve-reads"
    package let reads: ReadRoute
    package let pool: ReaderPool
    package let primary: MemberName
    /// Those who can be asked how they are.
    package let asked: [MemberName]
    /// Those who are waited for as long as they are on their way: they served reads before the run, or are brought back by it.
    package let awaited: [MemberName]
    package let lastIll: [MemberName: Duration]
    /// Who will serve when all goes well, for the plan.
    package private(set) var forecast: [MemberName] = []

    /// Reads are no reason to go back, nor to leave anything undone.
    package var quorum: Int? { 0 }
    package var subject: MemberName? { nil }
    package var proxy: ProxyName? { reads.proxy }
    package var title: String { "Lead reads through \(reads.proxy) to whoever is fit" }
    package var probes: [Probe] { [.proxy(reads.proxy)] + asked.map(Probe.channels) }
    package var pace: Duration { .milliseconds(500) }

    package func status(in facts: Facts) -> StepStatus {
        do throws(Route.Obstacle) {
            let readers = try reads.readers(in: facts)
            let health = health(in: facts)
            if let unfit = misled(readers, health) { return .pending(because: unfit) }
            if let late = delay(of: readers, health, in: facts) { return .settling(because: late) }
            let open = readers.filter(\.server.isOpen).map(\.member)
            return .satisfied(because: "\(reads.proxy) gives reads to \(open.isEmpty ? "nobody" : open.listed())")
        } catch {
            return .blocked(because: error.words)
        }
    }

    private func health(in facts: Facts) -> ReaderHealth {
        ReaderHealth(of: reads.members, seen: facts, primary: primary, pool: pool, lastIll: lastIll)
    }

    private func misled(_ readers: [ReadRoute.Reader], _ health: ReaderHealth) -> String? {
        guard let wanted = readers.serving(by: health) else { return nil }
        let shift = readers.shift(to: wanted)
        if let name = readers.first(where: { shift.drained.contains($0.server.name) })?.member {
            return "\(reads.proxy) gives reads to \(name), and \(name) \(health[name].clause)"
        }
        return readers.first { shift.opened.contains($0.server.name) }.map {
            "\(reads.proxy) gives no reads to \($0.member), which \(health[$0.member].clause)"
        }
    }

    /// Who does not follow at all is named by the step that should have made it follow.
    private func delay(of readers: [ReadRoute.Reader], _ health: ReaderHealth, in facts: Facts) -> String? {
        let missing = readers.map(\.member).first { name in
            guard awaited.contains(name), health[name].rank > Fitness.recovered, name != primary else { return false }
            return facts.instance(name)?.channels.contains { !$0.receiver.isStopped && $0.applier == .running } == true
        }
        return missing.map { "\(reads.proxy) gives no reads to \($0) yet: \($0) \(health[$0].clause)" }
    }

    package func actions(in facts: Facts) -> [Action] {
        guard let readers = try? reads.readers(in: facts), let wanted = readers.serving(by: health(in: facts)) else {
            return []
        }
        return [.proxy(reads.proxy, .serveReads(readers.shift(to: wanted)))]
    }

    package func undo(from before: Facts) -> Undo { reads.wayBack(to: before) }

    package func change(in facts: Facts) -> String {
        let now = reads.open(in: facts)
        return "reads through \(reads.proxy): \(words(now)) -> \(words(forecast))"
    }

    private func words(_ names: [MemberName]) -> String {
        names.isEmpty ? "nobody" : names.map(\.text).joined(separator: ", ")
    }

    /// Where roles change, a proxy that can't be led is told by the check; where nothing else is done, it is owed.
    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow([])
        let routes = scene.readRoutes.filter { route in
            scene.premise == .steady || scene.facts.proxy(route.proxy) == nil
                || (try? route.readers(in: scene.facts)) != nil
        }
        return routes.map { ServeReads(through: $0, in: scene) }
    }

    package init(through reads: ReadRoute, in scene: Scene) {
        self.reads = reads
        pool = scene.cluster.readers ?? ReaderPool()
        primary = scene.roles.candidate
        lastIll = scene.lastIll
        let seen = scene.names.filter { scene.facts.instance($0) != nil && $0 != scene.mourned }
        asked = seen + scene.returning.filter { !seen.contains($0) }
        awaited = scene.returning + scene.servingReads(through: reads)
        forecast = foreseen(in: scene.facts)
    }

    private func foreseen(in facts: Facts) -> [MemberName] {
        guard let readers = try? reads.readers(in: facts) else { return [] }
        return readers.serving(by: health(in: facts).hoping(for: awaited)) ?? reads.open(in: facts)
    }
}

extension ThreadState {
    fileprivate var isStopped: Bool {
        if case .stopped = self { return true }
        return false
    }
}

extension Scene {
    /// Nobody asks a dead primary anything.
    var mourned: MemberName? { premise == .deadPrimary ? roles.primary : nil }

    /// Whom the run makes a replica.
    fileprivate var returning: [MemberName] {
        switch premise {
        case .livingPrimary, .returnedPrimary, .lostReplica: [roles.primary]
        case .deadPrimary, .steady: []
        }
    }

    /// Replicas that serve reads now, and will again. Where the primary is dead nobody follows in time, so all that serve count.
    fileprivate func servingReads(through reads: ReadRoute) -> [MemberName] {
        let open = reads.open(in: facts).filter(roles.replicas.contains)
        switch premise {
        case .deadPrimary: return open
        case .livingPrimary: return open.filter { readerHealth?[$0].rank ?? Fitness.hopeless <= Fitness.recovered }
        case .returnedPrimary, .lostReplica, .steady: return []
        }
    }
}
