import HactlModel

/// Gives a candidate what another survivor has and it lacks: it follows that one until it has it, and then nobody. So the
/// one that is wanted can be promoted even where another one has received more.
package struct Feed: Step {
    package static let kind: StepKind = "feed"
    package let member: MemberName
    package let source: MemberName
    package let sourceAddress: InstanceAddress
    package let limit: Duration

    package var subject: MemberName? { member }
    package var title: String { "Give \(member) what only \(source) has received" }
    package var probes: [Probe] { [.instance(member), .transactions(source), .channels(source)] }
    package var patience: Duration? { limit }

    package func status(in facts: Facts) -> StepStatus {
        guard let replica = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        guard let origin = facts.instance(source) else { return .blocked(because: blind(source, facts)) }
        guard origin.unapplied.isYes else { return .blocked(because: "\(source) has not applied all that it received") }
        switch replica.transactions.executed.contains(origin.transactions.executed) {
        case .incomparable(let reason): return .blocked(because: reason)
        case .no(let missing): return .pending(because: "\(member) lacks \(missing)")
        case .yes:
            return replica.channels.contains(where: \.isReceiving)
                ? .pending(because: "\(member) still follows \(source)")
                : .satisfied(because: "\(member) has all that \(source) has")
        }
    }

    package func actions(in facts: Facts) -> [Action] {
        guard let replica = facts.instance(member), let origin = facts.instance(source) else { return [] }
        let channel = replica.channels.first?.name ?? ""
        let stop = Action.sql(member, .stopReplication(channel: channel))
        let goal = origin.transactions.executed
        if replica.transactions.executed.contains(goal).isYes { return [stop] }
        let settings = SourceSettings(
            channel: channel, source: sourceAddress, account: replica.channels.isEmpty ? .inventory : .kept)
        return [
            stop, .sql(member, .follow(settings)), .sql(member, .startReplication(channel: channel)),
            .sql(member, .awaitTransactions(goal, upTo: limit)), stop,
        ]
    }

    package func undo(from before: Facts) -> Undo {
        guard let channel = before.instance(member)?.channels.first else {
            return .missing(because: "\(member) was not seen to follow anybody before")
        }
        let settings = SourceSettings(channel: channel.name, source: channel.source, account: .kept)
        return .actions([
            .sql(member, .stopReplication(channel: channel.name)), .sql(member, .follow(settings)),
            .sql(member, .startReplication(channel: channel.name)),
        ])
    }

    package func change(in facts: Facts) -> String { "follows \(sourceAddress) until it has everything, then nobody" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "source", "within"])
        let sources = try entry.members("source", in: scene, otherwise: scene.roles.feeder.map { [$0] } ?? [])
        let limit = try entry.duration("within", in: scene, otherwise: .seconds(60))
        let members = try entry.members("on", in: scene, otherwise: [scene.roles.candidate])
        return members.flatMap { member in
            sources.filter { $0 != member }.map {
                Feed(member: member, source: $0, sourceAddress: scene.address(of: $0), limit: limit)
            }
        }
    }
}
