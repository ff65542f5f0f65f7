import HactlModel

extension Replies {
    func eventFacts() throws(ScriptFailure) -> EventFacts {
        // ON, OFF or DISABLED.
        let scheduler = variables["event_scheduler"]?.uppercased() == "ON"
        return EventFacts(scheduler: scheduler, events: try answered(.events).compactMap(Self.event))
    }

    private static func event(_ row: SQLRow) -> ScheduledEvent? {
        guard let schema = row["EVENT_SCHEMA"], let name = row["EVENT_NAME"] else { return nil }
        return ScheduledEvent(
            schema: schema, name: name, definer: row.text("DEFINER"), status: status(row.text("STATUS")))
    }

    /// `SLAVESIDE_DISABLED`, since MySQL 8.4 `REPLICA_SIDE_DISABLED`.
    private static func status(_ word: String) -> ScheduledEvent.Status {
        switch word.uppercased() {
        case "ENABLED": .enabled
        case "SLAVESIDE_DISABLED", "REPLICA_SIDE_DISABLED": .disabledOnReplica
        default: .disabled
        }
    }

    func managers(for context: ScriptContext) -> [ManagerLock] {
        rows(.locks).compactMap { row in
            guard let holder = row.identifier("holder"), !context.connections.contains(holder) else { return nil }
            return ManagerLock(name: row.text("name"), holder: holder)
        }
    }
}
