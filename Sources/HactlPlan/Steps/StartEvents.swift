import HactlModel

/// Enables on the new primary the events that were enabled on the old one, without writing that to the binlog.
package struct StartEvents: Step {
    package static let kind: StepKind = "start-events"
    package let member: MemberName
    package let events: [ScheduledEvent]

    package var subject: MemberName? { member }
    package var title: String { "Start the events of \(member)" }
    package var probes: [Probe] { [.events(member), .writability(member)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        let missing = missing(in: instance)
        if missing.isEmpty { return .satisfied(because: "the events of \(member) are enabled") }
        guard instance.writability.isWritable else { return .blocked(because: "\(member) is not open yet") }
        return .pending(because: "\(missing.count) events are not enabled on \(member)")
    }

    /// An event that was dropped meanwhile is not missed.
    private func missing(in instance: InstanceFacts) -> [ScheduledEvent] {
        instance.events.events.filter { event in
            event.status != .enabled && events.contains { $0.schema == event.schema && $0.name == event.name }
        }
    }

    package func actions(in facts: Facts) -> [Action] {
        facts.instance(member).map { [.sql(member, .enableEvents(missing(in: $0)))] } ?? []
    }

    package func undo(from before: Facts) -> Undo { .actions([.sql(member, .disableEvents(events))]) }

    package func change(in facts: Facts) -> String { "\(events.count) events DISABLED ON REPLICA -> ENABLED" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        let members = try entry.members("on", in: scene, otherwise: [scene.roles.candidate])
        return members.map { StartEvents(member: $0, events: Self.events(of: $0, in: scene)) }
            .filter { !$0.events.isEmpty }
    }

    /// Those that were enabled on the primary. Of a dead one nobody can ask; a replica has them as disabled on replicas.
    private static func events(of member: MemberName, in scene: Scene) -> [ScheduledEvent] {
        if let primary = scene.facts.instance(scene.roles.primary) { return primary.events.enabled }
        return scene.facts.instance(member)?.events.waiting ?? []
    }
}
