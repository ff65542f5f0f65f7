import HactlModel

/// Looks: each one round trip.
extension ServerDialect {
    package func lookScript(for probe: Probe, context: ScriptContext) -> Script<[Observation]>? {
        switch probe {
        case .instance: instance(context)
        case .writability: persisting([], context)
        case .transactions: changing([], context)
        case .channels: replicating([], context)
        case .activity: activity(context)
        case .events: altering([], "", context)
        case .semiSync: semiSync(context)
        case .data: data(context)
        case .copy: copy(context)
        case .logs: logs(context)
        case .endpoint(let door, _): endpoint(door)
        case .host, .hostInHaste, .addresses, .daemon, .holders, .login, .way, .command, .logTail, .proxy: nil
        }
    }

    private func instance(_ context: ScriptContext) -> Script<[Observation]> {
        Script(look(for: context) + [SharedLines.grants] + heartbeat(context)) { (replies) throws(ScriptFailure) in
            var known = context
            known.privilegedUsers = privilegedUsers(in: replies) ?? context.privilegedUsers
            return [.instance(context.member, .seen(try facts(in: replies, known)))]
        }
    }

    private func facts(in replies: Replies, _ context: ScriptContext) throws(ScriptFailure) -> InstanceFacts {
        InstanceFacts(
            identity: try replies.identity(), writability: try replies.writability(),
            transactions: try replies.transactions(in: replies.log),
            channels: try replies.channels(workers: replies.workers),
            binlog: replies.binlog, semiSync: replies.semiSync,
            activity: try replies.activity(for: context, countingKilled: countsKilledSessions),
            events: try replies.eventFacts(), managers: replies.managers(for: context), settings: replies.settings,
            privilegedUsers: context.privilegedUsers.sorted(), blindSpots: replies.blindSpots,
            missingPrivileges: missingPrivileges(in: replies, forCopies: false),
            certificateEnd: replies.certificateEnd,
            heartbeat: context.heartbeat.map { replies.heartbeat(in: $0) })
    }

    func missingPrivileges(in replies: Replies, forCopies: Bool) -> [String] {
        let lines = replies.rows(.grants).compactMap(\.first)
        if lines.isEmpty { return [] }
        let held = HeldPrivileges(reading: lines)
        return requiredGrants.filter { $0.isForCopies == forCopies }.compactMap {
            held.lacking(of: $0, on: flavour, version)
        }
        .map { "\($0.privileges) (\($0.reason))" }
    }

    /// A table that somebody has locked must not hide the server.
    private func heartbeat(_ context: ScriptContext) -> [ScriptLine] {
        guard let table = context.heartbeat else { return [] }
        let now = table.clock == .utc ? "UTC_TIMESTAMP(6)" : "NOW(6)"
        let name = "\(SQLText.identifier(table.schema)).\(SQLText.identifier(table.table))"
        let question = "TIMESTAMPDIFF(MICROSECOND, MAX(ts), \(now)) AS age FROM \(name)"
        return [
            ScriptLine(briefly(question, upTo: .milliseconds(500)), as: .heartbeat, tolerating: .anything)
        ]
    }

    private func logs(_ context: ScriptContext) -> Script<[Observation]> {
        Script([SharedLines.binaryLogs]) { (replies) throws(ScriptFailure) in
            [.logs(context.member, replies.binlogFiles)]
        }
    }

    private func activity(_ context: ScriptContext) -> Script<[Observation]> {
        Script([SharedLines.processes, SharedLines.transactions, preparedXA]) { (replies) throws(ScriptFailure) in
            [.activity(context.member, try replies.activity(for: context, countingKilled: countsKilledSessions))]
        }
    }

    /// A server without semi-sync has nothing to show.
    private func semiSync(_ context: ScriptContext) -> Script<[Observation]> {
        Script([SharedLines.semiSyncVariables, SharedLines.semiSyncStatus]) { (replies) throws(ScriptFailure) in
            replies.semiSync.map { [.semiSync(context.member, $0)] } ?? []
        }
    }

    private func endpoint(_ door: Endpoint) -> Script<[Observation]> {
        Script([who]) { (replies) throws(ScriptFailure) in
            let (identity, writability) = (try replies.identity(), try replies.writability())
            let facts = EndpointFacts(identity: identity.uuid, isWritable: writability.isWritable)
            return [.endpoint(door, .seen(facts))]
        }
    }
}
