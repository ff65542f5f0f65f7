import HactlModel

/// Verbs about replication, events and semi-sync.
extension ServerDialect {
    /// - Parameter more: what is true as well once the lines are through.
    func replicating(
        _ lines: [ScriptLine], _ context: ScriptContext, and more: [Observation] = []
    ) -> Script<[Observation]> {
        Script(lines + [channels, SharedLines.workers]) { (replies) throws(ScriptFailure) in
            [.channels(context.member, try replies.channels(workers: replies.workers))] + more
        }
    }

    /// Without the binlog: on a replica an event has another state than on its source, and an ALTER that reaches a
    /// replica without that event stops it (signal18/replication-manager #394). The definer is given, for
    /// otherwise whoever alters an event becomes its definer.
    ///
    /// Every refusal is tolerated so that `sql_log_bin` is surely restored, and judged afterwards; 1539 is an event that
    /// is gone.
    func altering(_ events: [ScheduledEvent], _ state: String, _ context: ScriptContext) -> Script<[Observation]> {
        let alters = events.map { event in
            ScriptLine(
                "ALTER DEFINER = \(SQLText.account(event.definer)) EVENT \(SQLText.identifier(event.schema))."
                    + "\(SQLText.identifier(event.name)) \(state)", tolerating: .anything)
        }
        let wrapped =
            alters.isEmpty
            ? [] : [ScriptLine("SET SESSION sql_log_bin = 0")] + alters + [ScriptLine("SET SESSION sql_log_bin = 1")]
        return Script(wrapped + [SharedLines.scheduler, SharedLines.events]) { (replies) throws(ScriptFailure) in
            if let refusal = replies.refusals.first(where: { $0.code != 1539 }) { throw .refused(refusal) }
            return [.events(context.member, try replies.eventFacts())]
        }
    }

    /// Tries the names one after the other, until the server is as wanted: which plugins are loaded shows by what it
    /// knows, and a server may have that of one side only.
    func semiSync(source: Bool, replica: Bool, _ context: ScriptContext) -> Script<[Observation]> {
        let rounds = semiSyncWords.enumerated().map { place, words in
            Round(
                words.enabling(source: source, replica: replica)
                    + [SharedLines.semiSyncVariables, SharedLines.semiSyncStatus]
            ) { replies in
                guard place > 0, let now = replies.semiSync else { return place == 0 }
                return (now.sourceEnabled, now.replicaEnabled) != (source, replica)
            }
        }
        return Script(rounds) { (replies) throws(ScriptFailure) in
            guard let facts = replies.semiSync else { throw .unreadable("no plugin of semi-sync is loaded") }
            return [.semiSync(context.member, facts)]
        }
    }
}
