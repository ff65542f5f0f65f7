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
        if instance.countsByPlace { return placeStatus(of: instance, in: facts) }
        switch instance.unapplied {
        case .yes: return .satisfied(because: "\(member) has applied all that it received")
        case .incomparable(let reason): return .blocked(because: reason)
        case .no(let missing):
            return failure(of: instance) ?? .pending(because: "\(member) has yet to apply \(missing)")
        }
    }

    private func failure(of instance: InstanceFacts) -> StepStatus? {
        instance.channels.lazy.compactMap(\.applierError).first.map {
            .blocked(because: "the applier of \(member) has stopped with an error (\($0))")
        }
    }

    /// Without GTIDs it is done when the server has shown where its own log stands then: those who have as much go on there.
    private func placeStatus(of instance: InstanceFacts, in facts: Facts) -> StepStatus {
        if let handover = facts.handover(to: member), !lags(handover, instance) {
            return .satisfied(because: "\(member) has applied all that it received, up to \(handover.from)")
        }
        guard let places = instance.places else { return .blocked(because: "\(member) follows nobody") }
        if instance.channels.contains(where: \.isReceiving) { return .blocked(because: "\(member) still receives") }
        return failure(of: instance)
            ?? .pending(because: "\(member) has executed \(places.executed) and received \(places.read)")
    }

    /// Of a place in another log nothing follows: it has gone on to the new primary.
    private func lags(_ handover: Handover, _ instance: InstanceFacts) -> Bool {
        guard let places = instance.places, case .no = handover.from.contains(places.executed) else { return false }
        return true
    }

    /// The tail may be a part of a transaction that never came whole: where the applier waits for more already, a second
    /// is enough to be sure of it.
    private func placeActions(on instance: InstanceFacts) -> [Action] {
        guard let places = instance.places else { return [] }
        return [.sql(member, .awaitEnd(places.read, upTo: places.isIdle ? min(limit, .seconds(1)) : limit))]
    }

    package func actions(in facts: Facts) -> [Action] {
        guard let instance = facts.instance(member) else { return [] }
        let idle = instance.channels.filter { if case .stopped = $0.applier { true } else { false } }
        return idle.map { .sql(member, .startApplying(channel: $0.name)) }
            + (instance.countsByPlace
                ? placeActions(on: instance)
                : instance.held.map { [.sql(member, .awaitTransactions($0, upTo: limit))] } ?? [])
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
        if countsByPlace, !channels.isEmpty { return places?.read }
        return channels.reduce(transactions.executed) { (sum: TransactionSet?, channel) in
            guard let sum, let received = channel.received else { return sum }
            return sum.union(received)
        }
    }

    /// Whether everything that it has received is applied.
    var unapplied: Containment {
        if let places, countsByPlace { return places.executed.contains(places.read) }
        guard let held else {
            return .incomparable(because: "what was received can't be compared with what is applied")
        }
        return transactions.executed.contains(held)
    }
}
