import HactlModel

/// Verbs for servers that give transactions no GTIDs.
extension ServerDialect {
    /// Waits for the end of what a source has given, and shows where the server's own log stands then. Whoever is open
    /// may write at any moment, so only of a closed server that is a place to go on from.
    func reaching(
        _ end: TransactionSet, upTo limit: Duration, by wait: ScriptLine, _ context: ScriptContext
    ) -> Script<[Observation]> {
        Script([wait, SharedLines.appliers] + positions(context)) { (replies) throws(ScriptFailure) in
            let seen = try seen(replies, context)
            guard try replies.writability().isClosed,
                let channel = try replies.channels(workers: nil).first, let places = channel.places
            else { return seen }
            let hasWaited = limit >= Self.checkpoint
            guard places.executed.contains(end).isYes || (hasWaited && replies.isDrained(channel)) else { return seen }
            let own = try replies.transactions(in: context.log).executed
            return seen + [.handover(context.member, Handover(from: places.executed, to: own))]
        }
    }

    /// Longer than the time after which a server with several appliers writes down how far they are
    /// (`replica_checkpoint_period`, 300 ms by default).
    private static var checkpoint: Duration { .seconds(1) }
}

extension Replies {
    /// Nothing comes any more, and all that came whole is applied: what is left is the beginning of a transaction of which
    /// the rest died with its source.
    fileprivate func isDrained(_ channel: ReplicationChannel) -> Bool {
        guard case .stopped = channel.receiver, channel.applier == .running, channel.places?.isIdle == true else {
            return false
        }
        let idle = ["has read all relay log", "Waiting for an event from Coordinator"]
        return rows(.appliers).allSatisfy { row in idle.contains { row.text("STATE").contains($0) } }
    }
}
