import HactlModel

/// Scheduled events run on the primary and nowhere else.
package struct Events: PlainCheck {
    package static let name = "events"
    package static let code = "P17"
    package static let summary =
        "Lists the events that will move with the writer, and warns of events enabled on a replica: they would run "
        + "twice, and some write to a read-only server."
    package static let acceptance = Acceptance.needless

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        moving(in: scene) + scene.replicas.compactMap { running($0, scene) } + asleep(in: scene)
    }

    private func moving(in scene: Scene) -> [Finding] {
        let events = scene.primary?.events.enabled ?? []
        if events.isEmpty { return [] }
        return [
            note(
                on: scene.roles.primary,
                "\(events.count.of("event")) enabled on \(scene.roles.primary): \(words(events))",
                remedy: "Nothing to do: stop-events and start-events move them with the writer.")
        ]
    }

    private func running(_ replica: SeenMember, _ scene: Scene) -> Finding? {
        let events = replica.instance.events
        guard events.scheduler, !events.enabled.isEmpty else { return nil }
        return warning(
            on: replica.name,
            "\(events.enabled.count.of("event")) enabled on the replica \(replica.name) (\(words(events.enabled))): they "
                + "run there too, and those of privileged definers write there",
            remedy: "ALTER EVENT … DISABLE ON REPLICA on \(replica.name), with sql_log_bin=0.")
    }

    private func asleep(in scene: Scene) -> [Finding] {
        guard let candidate = scene.candidate, let primary = scene.primary, primary.events.scheduler,
            !primary.events.enabled.isEmpty, !candidate.events.scheduler
        else { return [] }
        let name = scene.roles.candidate
        return [
            warning(
                on: name, "the event scheduler of \(name) is off: no event would run after the switch",
                remedy: "SET GLOBAL event_scheduler = ON on \(name), and in its option file.")
        ]
    }

    private func words(_ events: [ScheduledEvent]) -> String {
        events.map { "\($0.schema).\($0.name)" }.listed(atMost: 3)
    }

    package func passed(in scene: Scene) -> String { "no event is enabled on \(scene.names.listed())" }
}
