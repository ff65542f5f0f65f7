import HactlModel

/// Disables the events of a primary that is about to step down, as they stand on a replica, without writing that to
/// the binlog.
package struct StopEvents: Step {
    package static let kind: StepKind = "stop-events"
    package let member: MemberName
    package let events: [ScheduledEvent]

    package var subject: MemberName? { member }
    package var title: String { "Stop the events of \(member)" }
    package var probes: [Probe] { [.events(member)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        let count = instance.events.enabled.count
        if count == 0 { return .satisfied(because: "\(member) has no enabled event") }
        // A server that is closed to everybody runs no event that writes, and takes no ALTER EVENT either.
        if instance.writability.superReadOnly == true || facts.ledger.contains(CatchUp.seal(of: member)) {
            return .satisfied(because: "\(member) is closed")
        }
        return .pending(because: "\(count) events are enabled on \(member)")
    }

    package func actions(in facts: Facts) -> [Action] {
        [.sql(member, .disableEvents(facts.instance(member)?.events.enabled ?? []))]
    }

    package func undo(from before: Facts) -> Undo {
        let enabled = before.instance(member)?.events.enabled ?? []
        return enabled.isEmpty
            ? .nothing(because: "none was enabled before") : .actions([.sql(member, .enableEvents(enabled))])
    }

    package func change(in facts: Facts) -> String { "\(events.count) events ENABLED -> DISABLED ON REPLICA" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        return try entry.members("on", in: scene, otherwise: [scene.roles.primary]).compactMap {
            // Of a server that nobody sees yet it will be seen.
            guard let instance = scene.facts.instance($0) else { return StopEvents(member: $0, events: []) }
            let events = instance.events.enabled
            return events.isEmpty ? nil : StopEvents(member: $0, events: events)
        }
    }
}
