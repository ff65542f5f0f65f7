import HactlModel

/// Waits until a replica has applied everything that it has received. To forget its source before that would throw
/// acknowledged transactions away (orchestrator #1115, and its default until today).
package struct ApplyReceived: Step {
    package static let kind: StepKind = "apply-received"
    package let member: MemberName
    package let limit: Duration

    package var subject: MemberName? { member }
    package var title: String { "Let \(member) apply everything it has received" }
    package var probes: [Probe] { [.channels(member), .transactions(member)] }
    package var patience: Duration? { limit }

    package func status(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        switch instance.unapplied {
        case .yes: return .satisfied(because: "\(member) has applied all that it received")
        case .incomparable(let reason): return .blocked(because: reason)
        case .no(let missing):
            if let error = instance.channels.lazy.compactMap(\.applierError).first {
                return .blocked(because: "the applier of \(member) has stopped with an error (\(error))")
            }
            return .pending(because: "\(member) has yet to apply \(missing)")
        }
    }

    package func actions(in facts: Facts) -> [Action] {
        guard let instance = facts.instance(member) else { return [] }
        let idle = instance.channels.filter { if case .stopped = $0.applier { true } else { false } }
        return idle.map { .sql(member, .startApplying(channel: $0.name)) }
            + (instance.held.map { [.sql(member, .awaitTransactions($0, upTo: limit))] } ?? [])
    }

    package func undo(from before: Facts) -> Undo { .nothing(because: "what was received may be applied") }

    package func change(in facts: Facts) -> String { "relay log applied, within \(limit.words)" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "within"])
        let limit = try entry.duration("within", in: scene, otherwise: .seconds(60))
        return try entry.members("on", in: scene, otherwise: [scene.roles.candidate])
            .map { ApplyReceived(member: $0, limit: limit) }
    }
}

extension ReplicationChannel {
    /// Why its applier has stopped by itself.
    var applierError: String? {
        if case .stopped(let error) = applier, !error.isEmpty { return error }
        return nil
    }
}

extension InstanceFacts {
    /// Everything that it has, applied or not; `nil` when the two can't be put together.
    package var held: TransactionSet? {
        channels.reduce(transactions.executed) { (sum: TransactionSet?, channel) in
            guard let sum, let received = channel.received else { return sum }
            return sum.union(received)
        }
    }

    /// Whether everything that it has received is applied.
    var unapplied: Containment {
        guard let held else {
            return .incomparable(because: "what was received can't be compared with what is applied")
        }
        return transactions.executed.contains(held)
    }
}
