import HactlModel

/// Waits until a replica has what its source had at this moment. Before the freeze it makes the freeze short; at the
/// end it proves that a replica receives what the new primary writes.
package struct Sync: Step {
    package static let kind: StepKind = "sync"
    package let member: MemberName
    package let source: MemberName
    package let limit: Duration
    /// It was a primary: where `read_only` doesn't hold for everyone, a client may have written to it after it was closed.
    package let wasPrimary: Bool

    package var subject: MemberName? { member }
    package var title: String { "Bring \(member) up to \(source)" }
    package var probes: [Probe] { [.transactions(member), .transactions(source)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let origin = facts.instance(source) else { return .blocked(because: blind(source, facts)) }
        guard let replica = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        if wasPrimary, let strays = facts.strays(on: member, lackedBy: source) {
            return .blocked(because: "\(member) has \(strays), written after it was closed, and \(source) lacks it")
        }
        if facts.hasSucceeded(member, to: source) {
            return .satisfied(because: "\(member) has taken over from \(source)")
        }
        let end = origin.transactions.executed
        switch end.log == nil
            ? replica.transactions.executed.contains(end)
            : facts.placeContainment(of: source, on: member, upTo: end)
        {
        case .yes: return .satisfied(because: "\(member) has what \(source) had")
        case .no(let missing): return .pending(because: "\(member) lacks \(missing)")
        case .incomparable(let reason): return .blocked(because: reason)
        }
    }

    package func actions(in facts: Facts) -> [Action] {
        guard let origin = facts.instance(source) else { return [] }
        return [.sql(member, .awaitTransactions(origin.transactions.executed, upTo: limit))]
    }

    package func undo(from before: Facts) -> Undo { .nothing(because: "it only waits") }

    package func change(in facts: Facts) -> String {
        "\(facts.instance(source)?.countsByPlace == true ? "end of the log" : "GTID set") of \(source), within \(limit.words)"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "source", "within"])
        let source = try entry.member("source", in: scene, otherwise: scene.roles.primary)
        let limit = try entry.duration("within", in: scene, otherwise: .seconds(10))
        return try entry.members("on", in: scene, otherwise: [scene.roles.candidate])
            .filter { $0 != source }.map {
                Sync(member: $0, source: source, limit: limit, wasPrimary: $0 == scene.roles.primary)
            }
    }
}
