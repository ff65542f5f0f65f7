import HactlModel

/// Stops a member's replication, and keeps what it knows of its source.
package struct StopFollowing: Step {
    package static let kind: StepKind = "stop-following"
    package let member: MemberName

    package var subject: MemberName? { member }
    package var title: String { "Stop replication on \(member)" }
    package var probes: [Probe] { [.channels(member)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        return instance.channels.contains(where: \.isActive)
            ? .pending(because: "\(member) follows a source") : .satisfied(because: "\(member) follows nobody")
    }

    package func actions(in facts: Facts) -> [Action] {
        (facts.instance(member)?.channels ?? []).filter(\.isActive)
            .map { .sql(member, .stopReplication(channel: $0.name)) }
    }

    package func undo(from before: Facts) -> Undo {
        let running = (before.instance(member)?.channels ?? []).filter(\.isActive)
        return running.isEmpty
            ? .nothing(because: "it followed nobody before")
            : .actions(running.map { .sql(member, .startReplication(channel: $0.name)) })
    }

    package func change(in facts: Facts) -> String { "replication stopped, its settings kept" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        // In a ring of two primaries the new one goes on following the old one, which is closed.
        if scene.isRing { return [] }
        return try entry.members("on", in: scene, otherwise: [scene.roles.candidate])
            .map { StopFollowing(member: $0) }
    }
}

extension ReplicationChannel {
    /// Whether one of its threads does anything.
    var isActive: Bool {
        if case .stopped = receiver, case .stopped = applier { return false }
        return true
    }
}
