import HactlModel

/// Stops what a replica receives, and lets it go on applying: from here on what it has is all that it will ever have of
/// the dead primary. A receiver that merely tries to connect is stopped too: it would come back with the primary.
package struct StopReceiving: Step {
    package static let kind: StepKind = "stop-receiving"
    package let member: MemberName

    package var subject: MemberName? { member }
    package var title: String { "Stop what \(member) receives" }
    package var probes: [Probe] { [.channels(member)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        return instance.channels.contains(where: \.isReceiving)
            ? .pending(because: "the receiver of \(member) is not stopped")
            : .satisfied(because: "\(member) receives nothing")
    }

    /// The applier first: where both threads stand still, MariaDB throws the relay logs away when one of them is started
    /// again in GTID mode, and with them what nobody else may have (seen on 10.11).
    package func actions(in facts: Facts) -> [Action] {
        (facts.instance(member)?.channels ?? []).filter(\.isReceiving).flatMap { channel -> [Action] in
            let stop = Action.sql(member, .stopReceiving(channel: channel.name))
            guard case .stopped = channel.applier else { return [stop] }
            return [.sql(member, .startApplying(channel: channel.name)), stop]
        }
    }

    package func undo(from before: Facts) -> Undo {
        let running = (before.instance(member)?.channels ?? []).filter(\.isReceiving)
        return running.isEmpty
            ? .nothing(because: "it received nothing before")
            : .actions(running.map { .sql(member, .startReplication(channel: $0.name)) })
    }

    package func change(in facts: Facts) -> String { "receiver stopped, applier goes on" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        return try entry.members("on", in: scene, otherwise: scene.roles.survivors).map { StopReceiving(member: $0) }
    }
}

extension ReplicationChannel {
    /// Whether its receiver does anything, be it in vain.
    var isReceiving: Bool {
        if case .stopped = receiver { return false }
        return true
    }
}
