import HactlModel

/// Waits until a replica has every transaction of a source that is closed, and shows that the source stood still
/// meanwhile: a session that may ignore read_only would move it.
package struct CatchUp: Step {
    package static let kind: StepKind = "catch-up"
    package let member: MemberName
    package let source: MemberName
    package let limit: Duration

    package var subject: MemberName? { member }
    package var title: String { "Wait until \(member) has everything of \(source)" }
    package var probes: [Probe] { [.transactions(source), .transactions(member)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let origin = facts.instance(source) else { return .blocked(because: blind(source, facts)) }
        guard facts.instance(member) != nil else { return .blocked(because: blind(member, facts)) }
        if facts.hasSucceeded(member, to: source) {
            return .satisfied(because: "\(member) has taken over from \(source)")
        }
        guard origin.writability.isClosed else { return .blocked(because: "\(source) still takes writes") }
        if origin.writability.superReadOnly == nil, let doubt = doubt(about: origin, in: facts) {
            return .pending(because: doubt)
        }
        switch facts.containment(of: source, on: member) {
        case .yes:
            // Without GTIDs nobody could say later where the others are to go on.
            return origin.countsByPlace && facts.handover(to: member, after: origin.transactions.executed) == nil
                ? .pending(because: "where the log of \(member) stands is not seen yet")
                : .satisfied(because: "\(member) has every transaction of \(source)")
        case .no(let missing): return .pending(because: "\(member) lacks \(missing)")
        case .incomparable(let reason): return .blocked(because: reason)
        }
    }

    /// What the ledger says as long as nobody at all can commit on the source.
    static func seal(of source: MemberName) -> String { "sealed:\(source)" }

    /// What the ledger says once the source was read again after it was closed.
    static func proof(of source: MemberName) -> String { "still:\(source)" }

    /// Where `read_only` doesn't hold for everyone, the source is read again, and nobody may be there who could write.
    private func doubt(about origin: InstanceFacts, in facts: Facts) -> String? {
        let privileged = privileged(on: origin)
        if !privileged.isEmpty {
            return "\(privileged.count) sessions on \(source) could still write (\(privileged[0].user))"
        }
        if facts.ledger.contains(Self.seal(of: source)) { return nil }
        return facts.ledger.contains(Self.proof(of: source)) ? nil : "it is not shown yet that \(source) stands still"
    }

    private func privileged(on origin: InstanceFacts) -> [Session] {
        origin.writability.superReadOnly == nil ? origin.activity.sessions.filter(\.ignoresReadOnly) : []
    }

    package func actions(in facts: Facts) -> [Action] {
        guard let origin = facts.instance(source) else { return [] }
        let end = origin.transactions.executed
        let wait = Action.sql(
            member, origin.countsByPlace ? .awaitEnd(end, upTo: limit) : .awaitTransactions(end, upTo: limit))
        let rest = privileged(on: origin).map(\.id)
        // super_read_only, or a seal, shuts out everybody, so nothing has moved since it was set: that round trip is saved.
        let isShut = origin.writability.superReadOnly == true || facts.ledger.contains(Self.seal(of: source))
        let again = Action.sql(source, .readTransactions)
        if rest.isEmpty { return isShut ? [wait] : [wait, again] }
        // Whoever comes back at once after being ended would write to the replica that this server is to become.
        return [.sql(source, .endSessions(rest))] + (isShut ? [] : [again]) + [wait, again]
    }

    package func undo(from before: Facts) -> Undo { .nothing(because: "it only waits") }

    package func change(in facts: Facts) -> String {
        "\(facts.instance(source)?.countsByPlace == true ? "end of the log" : "GTID set") of \(source), within \(limit.words)"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "source", "within"])
        let source = try entry.member("source", in: scene, otherwise: scene.roles.primary)
        let limit = try entry.duration("within", in: scene, otherwise: scene.cluster.limits.freeze)
        return try entry.members("on", in: scene, otherwise: [scene.roles.candidate])
            .map { CatchUp(member: $0, source: source, limit: limit) }
    }
}
