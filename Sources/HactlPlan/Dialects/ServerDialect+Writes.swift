import HactlModel

/// Verbs about who may write.
extension ServerDialect {
    /// One round trip: bounded by the server itself, since a statement that waits for others' locks keeps every new
    /// writer waiting behind it.
    func close(_ lockWait: Duration, _ context: ScriptContext) -> Script<[Observation]> {
        let bound = ScriptLine("SET SESSION lock_wait_timeout = \(SQLText.wholeSeconds(lockWait))")
        let lines = [bound, closing] + sealing + positions(context) + [SharedLines.processes]
        return Script(lines) { (replies) throws(ScriptFailure) in
            let isSealed = !sealing.isEmpty && replies.refusals.isEmpty
            return try seen(replies, context)
                + [.sessions(context.member, try replies.sessions(for: context, countingKilled: countsKilledSessions))]
                + (isSealed ? [.done(CatchUp.seal(of: context.member))] : [])
        }
    }

    /// Puts the flags back. A seal of this session would outlive the way back.
    func restore(_ writability: Writability, _ context: ScriptContext) -> Script<[Observation]> {
        Script(unsealing + restoring(writability) + positions(context)) { (replies) throws(ScriptFailure) in
            try seen(replies, context) + unsealed(context)
        }
    }

    /// Who waits to commit is ended before it could.
    func unseal(_ context: ScriptContext) -> Script<[Observation]> {
        Script(endingSealed + unsealing + positions(context)) { (replies) throws(ScriptFailure) in
            try seen(replies, context) + [.undone(CatchUp.seal(of: context.member))]
        }
    }

    func unsealed(_ context: ScriptContext) -> [Observation] {
        unsealing.isEmpty ? [] : [.undone(CatchUp.seal(of: context.member))]
    }

    /// Does something and shows the flags and the positions after it.
    func changing(_ lines: [ScriptLine], _ context: ScriptContext) -> Script<[Observation]> {
        Script(lines + positions(context)) { (replies) throws(ScriptFailure) in try seen(replies, context) }
    }

    func persisting(_ lines: [ScriptLine], _ context: ScriptContext) -> Script<[Observation]> {
        Script(lines + [state] + persisted) { (replies) throws(ScriptFailure) in
            [.writability(context.member, try replies.writability())]
        }
    }

    func seen(_ replies: Replies, _ context: ScriptContext) throws(ScriptFailure) -> [Observation] {
        [
            .writability(context.member, try replies.writability()),
            .executed(context.member, try replies.transactions(in: context.log).executed),
        ] + (context.log == nil ? [] : [.channels(context.member, try replies.channels(workers: replies.workers))])
    }

    /// Answers with those that were to end and are still there, and with whoever may write all the same. Clients that
    /// have reconnected meanwhile are no one's business: the server is closed.
    /// Where `read_only` doesn't hold for everyone, who could still write is a part of the answer.
    func still(_ context: ScriptContext) -> Script<[Observation]> {
        Script(positions(context) + [SharedLines.processes]) { (replies) throws(ScriptFailure) in
            let privileged = try replies.sessions(for: context, countingKilled: countsKilledSessions)
                .filter { $0.ignoresReadOnly && $0.user != context.account }
            return try seen(replies, context) + [
                .sessions(context.member, privileged), .done(CatchUp.proof(of: context.member)),
            ]
        }
    }

    func endSessions(_ ids: [UInt64], _ context: ScriptContext) -> Script<[Observation]> {
        let ended = ids.filter { !context.connections.contains($0) }
        let lines = SharedLines.kill(ended, sparing: context.connections) + letting(ended)
        let asked = Set(ended)
        return Script(lines + positions(context) + [SharedLines.processes]) { (replies) throws(ScriptFailure) in
            let left = try replies.sessions(for: context, countingKilled: countsKilledSessions)
                .filter { asked.contains($0.id) || ($0.ignoresReadOnly && $0.user != context.account) }
            return [.sessions(context.member, left)] + (try seen(replies, context))
        }
    }
}
