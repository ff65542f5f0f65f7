import HactlModel

extension ServerDialect {
    package func script(
        for statement: Statement, context: ScriptContext
    ) throws(Unsupported) -> Script<[Observation]> {
        switch statement {
        case .close(let lockWait): close(lockWait, context)
        case .restore(let writability): restore(writability, context)
        case .unseal: unseal(context)
        case .open: changing([ScriptLine("SET GLOBAL read_only = OFF")], context)
        case .endSessions(let ids): endSessions(ids, context)
        case .awaitTransactions(let set, let limit): changing([try waiting(for: set, upTo: limit)], context)
        case .awaitEnd(let set, let limit): reaching(set, upTo: limit, by: try waiting(for: set, upTo: limit), context)
        case .readTransactions: still(context)
        case .startReplication(let channel): replicating([starting(channel: channel)], context)
        case .stopReplication(let channel): replicating([stopping(channel: channel)], context)
        case .stopReceiving(let channel): replicating(stoppingReceiver(channel: channel), context)
        case .startApplying(let channel): replicating([startingApplier(channel: channel)], context)
        case .follow(let settings):
            replicating(
                try following(settings, as: context.replication), context,
                and: settings.position == .gtidAsFormerPrimary ? unsealed(context) : [])
        case .forgetSource(let channel): replicating([forgetting(channel: channel)], context)
        case .disableEvents(let events): altering(events, disabledOnReplica, context)
        case .enableEvents(let events): altering(events, "ENABLE", context)
        case .semiSync(let source, let replica): semiSync(source: source, replica: replica, context)
        case .persistReadOnly(let value): persisting(try persisting(value), context)
        case .writeMarker(let run): marker(run, context)
        case .custom(let custom): Self.custom(custom)
        case .prepareCopy: try preparingCopy(context)
        case .copyData(let order): try copying(order, context)
        }
    }
}
