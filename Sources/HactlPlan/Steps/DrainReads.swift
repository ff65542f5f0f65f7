import HactlModel

/// Has a proxy give members no new reading connections before they are made to follow another source: what they show then is of
/// another moment. Somebody always stays: the new source, wherever nobody else would.
package struct DrainReads: Step {
    package static let kind: StepKind = "drain"
    package let reads: ReadRoute
    package let drained: [MemberName]
    /// Who is to be followed.
    package let source: MemberAddress
    /// Those whom nobody waits for to follow it.
    package let lost: [MemberName]
    /// Of them, the one whose clients would wait for an answer that never comes.
    package let dead: MemberName?
    /// Those that can be asked whom they follow.
    package let asked: [MemberName]

    /// Reads are no reason to go back, nor to leave anything undone.
    package var quorum: Int? { 0 }
    package var subject: MemberName? { nil }
    package var proxy: ProxyName? { reads.proxy }
    package var title: String { "Drain \(drained.listed()) from the reads through \(reads.proxy)" }
    package var probes: [Probe] { [.proxy(reads.proxy)] + asked.map(Probe.channels) }

    package func status(in facts: Facts) -> StepStatus {
        do throws(Route.Obstacle) {
            let readers = try reads.readers(in: facts)
            let leaving = shift(of: readers, in: facts)
            if leaving.isEmpty {
                return .satisfied(because: "no new reads come to \(drained.listed()) through \(reads.proxy)")
            }
            return .pending(
                because: "\(reads.proxy) gives reads to \((leaving.drained + leaving.ended).joined(separator: ", "))")
        } catch {
            return .blocked(because: error.words)
        }
    }

    package func actions(in facts: Facts) -> [Action] {
        guard let readers = try? reads.readers(in: facts) else { return [] }
        return [.proxy(reads.proxy, .serveReads(shift(of: readers, in: facts)))]
    }

    private func shift(of readers: [ReadRoute.Reader], in facts: Facts) -> ReadShift {
        let leaving = readers.filter { drained.contains($0.member) && isToGo($0.member, facts) }
        let open = leaving.filter(\.server.isOpen)
        let ended = facts.ledger.contains(ReadShift.label(of: reads.proxy)) ? [] : hanging(among: leaving)
        let heir = readers.first { $0.member == source.name && !leaving.contains($0) }
        let isAnybodyLeft = readers.contains {
            $0.server.isOpen && !leaving.contains($0) && facts.instance($0.member) != nil
        }
        if isAnybodyLeft || open.isEmpty { return ReadShift(drained: open.map(\.server.name), ended: ended) }
        // The last one stays where nobody can take its place.
        return ReadShift(
            opened: heir.map { [$0.server.name] } ?? [],
            drained: open.dropFirst(heir == nil ? 1 : 0).map(\.server.name), ended: ended)
    }

    private func hanging(among leaving: [ReadRoute.Reader]) -> [String] {
        leaving.filter { $0.member == dead && ($0.server.sessions ?? 0) > 0 }.map(\.server.name)
    }

    /// Whoever follows the source already has nothing before it: a run that goes on after its end takes nobody out again.
    private func isToGo(_ name: MemberName, _ facts: Facts) -> Bool {
        if lost.contains(name) { return true }
        guard let channels = facts.instance(name)?.channels, channels.count == 1 else { return true }
        return !channels[0].follows(source.address, facts.instance(source.name)?.identity.uuid)
    }

    package func undo(from before: Facts) -> Undo { reads.wayBack(to: before) }

    package func change(in facts: Facts) -> String {
        guard let readers = try? reads.readers(in: facts) else { return "reads through \(reads.proxy)" }
        let shift = shift(of: readers, in: facts)
        let now = readers.filter(\.server.isOpen).map(\.server.name)
        let then = now.filter { !shift.drained.contains($0) } + shift.opened
        return "new reads through \(reads.proxy): \(now.joined(separator: ", ")) -> \(then.joined(separator: ", "))"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "source"])
        let roles = scene.roles
        let drained = try entry.members("on", in: scene, otherwise: [roles.primary] + roles.replicas)
        let source = try entry.member("source", in: scene, otherwise: roles.candidate)
        let leaving = drained.filter { $0 != source }
        if leaving.isEmpty { return [] }
        return scene.readRoutesInReach.map { DrainReads(leaving, of: $0, toFollow: source, in: scene) }
    }

    private init(_ drained: [MemberName], of reads: ReadRoute, toFollow source: MemberName, in scene: Scene) {
        self.reads = reads
        self.drained = drained
        self.source = MemberAddress(source, at: scene.address(of: source))
        dead = scene.premise == .deadPrimary && drained.contains(scene.roles.primary) ? scene.roles.primary : nil
        lost = scene.premise == .lostReplica ? drained : [dead].compactMap(\.self)
        asked = drained.filter { scene.facts.instance($0) != nil && $0 != scene.mourned }
    }
}
