import HactlModel
import HactlPlan

/// What a run that ended early left behind, read from its journal. It is compared with the world, never replayed.
package struct Recovery: Equatable, Sendable {
    package var plan: Plan
    /// The world before the first step.
    package var origin: Facts
    package var waysBack: [Walk.WayBack]
    /// Whether opening the new primary was tried.
    package var hasTriedToCommit: Bool
    package var outcome: Outcome?
    package var author: Operator
    /// What the run has done that leaves nothing to see on the servers.
    package var ledger: Set<String> = []
    /// Without GTIDs: where everybody goes on in the logs of others, as it was before opening was tried.
    package var handovers: [MemberName: Handover] = [:]

    /// Reads a journal; `nil` when it doesn't begin with a plan.
    ///
    /// - Parameter boot: the machine's present boot. In another one than the run's, lines that were not flushed may be
    ///   gone: the last one before opening is such a line.
    package init?(reading entries: [JournalEntry], boot: String? = nil) {
        guard case .started(let plan, let before, let author)? = entries.first else { return nil }
        self.plan = plan
        self.author = author
        origin = before
        waysBack = []
        hasTriedToCommit = false
        for entry in entries.dropFirst() { read(entry) }
        if let boot, let then = self.author.boot, boot != then, mayHaveOpened(entries) { hasTriedToCommit = true }
    }

    /// Opening was written down as intended, and nothing that was written later rules it out.
    private func mayHaveOpened(_ entries: [JournalEntry]) -> Bool {
        guard let opening = plan.commitStage(in: origin) else { return false }
        let hasSettled = entries.contains { entry in
            switch entry {
            case .goingBack, .finished: true
            default: false
            }
        }
        return !hasSettled && waysBack.contains { $0.place.stage == opening }
    }

    private mutating func read(_ entry: JournalEntry) {
        switch entry {
        case .intended(let place, _, let undo):
            if !waysBack.contains(where: { $0.place == place }) {
                waysBack.append(Walk.WayBack(place: place, undo: undo))
            }
        case .handovers(let handovers): self.handovers = handovers
        case .committing: hasTriedToCommit = true
        case .satisfied(let place, _, _, _): ledger.formUnion(entries(of: place))
        case .putBack(let place): ledger.subtract(entries(of: place))
        case .finished(let outcome): self.outcome = outcome
        case .started(_, _, let author):
            self.author = author
            outcome = nil
        case .failed, .goingBack, .notPutBack, .outage: break
        }
    }

    private func entries(of place: StepPlace) -> [String] {
        guard plan.stages.indices.contains(place.stage) else { return [] }
        let steps = plan.stages[place.stage].steps
        guard steps.indices.contains(place.step) else { return [] }
        return steps[place.step].step.actions(in: origin).compactMap(\.ledgerEntry)
    }

    /// Whether hactl died in it, or stopped on its way. What is merely owed is a person's.
    package var isUnfinished: Bool {
        switch outcome {
        case nil, .failedForward?, .stranded?: true
        case .done?, .doneOwing?, .putBack?, .ambiguous?: false
        }
    }

    /// Whether it has moved the writer: whatever was left before it is history then.
    package var overtakesOthers: Bool { outcome == .done && plan.opensSomebody }

    /// Whether something is left to do.
    package var isOpen: Bool {
        // The next run of that kind sees it, and does it.
        if plan.isSteady { return false }
        return switch outcome {
        case .done?, .putBack?: false
        case nil, .doneOwing?, .failedForward?, .stranded?, .ambiguous?: true
        }
    }

    /// Why the run can't be gone on with as the world is now; `nil` when it can.
    package func obstacleToResume(in facts: Facts) -> String? { resurrection(in: facts) ?? disorder(in: facts) }

    /// Whoever was silent when a failover began, and takes writes or follows another one now, is dead no more: what the run has done
    /// against it may have been undone since, and what it has still to do would strike a server that is well.
    private func resurrection(in facts: Facts) -> String? {
        let roles = plan.roles
        guard plan.premise == .deadPrimary, origin.instance(roles.primary) == nil,
            let back = facts.instance(roles.primary)
        else { return nil }
        let words = "\(roles.primary), in whose place \(roles.candidate) was to be opened, is back"
        if back.writability.isWritable { return "\(words) and takes writes" }
        return back.channels.contains(where: \.isRunning) ? "\(words) and follows another one" : nil
    }

    /// What stands against going on as well as against putting back.
    private func disorder(in facts: Facts) -> String? {
        let roles = plan.roles
        if let impostor = roles.all.first(where: { isAnother($0, in: facts) }) {
            return "\(impostor) is another server than when the run began"
        }
        if plan.opensSomebody, facts.writable.contains(roles.primary), facts.writable.contains(roles.candidate) {
            return "both \(roles.primary) and \(roles.candidate) take writes: close one of them first"
        }
        if let stranger = facts.writable.first(where: { $0 != roles.primary && $0 != roles.candidate }) {
            return "\(stranger) takes writes: another run has moved the writer since"
        }
        if hasTriedToCommit, let blindness = facts.blindness(of: roles.candidate) {
            return "\(blindness), and whether it was opened can't be told"
        }
        if plan.opensSomebody, facts.writable.contains(roles.primary),
            let strays = strays(on: roles.candidate, in: facts)
        {
            return "\(roles.primary) takes writes, and \(roles.candidate) has \(strays), which it lacks: two histories"
        }
        if plan.opensSomebody, facts.writable.contains(roles.primary), mayHaveWritten(in: facts) {
            return
                "\(roles.primary) takes writes, and without GTIDs nothing tells whether \(roles.candidate) took some as "
                + "well: compare the two, and plan anew"
        }
        return nil
    }

    private func isAnother(_ member: MemberName, in facts: Facts) -> Bool {
        guard let now = facts.instance(member), let then = origin.instance(member) else { return false }
        return now.identity.uuid != then.identity.uuid
    }

    /// Whether there is only forward. Where opening was tried, that the candidate is read-only now proves nothing: it may
    /// have taken writes and restarted. Only the transactions tell.
    func hasCommitted(in facts: Facts) -> Bool {
        guard plan.opensSomebody else { return plan.isSteady || hasTriedToCommit }
        let roles = plan.roles
        if facts.writable.contains(roles.candidate) { return true }
        guard hasTriedToCommit else { return false }
        let areSeen = facts.instance(roles.primary) != nil && facts.instance(roles.candidate) != nil
        return !areSeen || strays(on: roles.candidate, in: facts) != nil || mayHaveWritten(in: facts)
    }

    /// Without GTIDs, whether the candidate's log has gone on since opening was tried. A restart begins a new file, too;
    /// whether it had taken writes before can't be told then, so it counts as if it had. Without a handover nothing was tried:
    /// it is flushed before.
    private func mayHaveWritten(in facts: Facts) -> Bool {
        let candidate = plan.roles.candidate
        guard hasTriedToCommit, let handover = handovers[candidate], let now = facts.instance(candidate),
            now.countsByPlace
        else { return false }
        return handover.to != now.transactions.executed
    }

    /// Transactions that came to a member since the run began, and not from the old primary: somebody took writes.
    private func strays(on member: MemberName, in facts: Facts) -> String? {
        guard let now = facts.strays(on: member, lackedBy: plan.roles.primary) else { return nil }
        guard let then = origin.strays(on: member, lackedBy: plan.roles.primary) else { return now.brief }
        let new = Self.difference(now, then)
        return new.isEmpty ? nil : new.brief
    }

    private static func difference(_ now: TransactionSet, _ then: TransactionSet) -> TransactionSet {
        if case (.domains(let now), .domains(let then)) = (now, then) { return .domains(now.errant(to: then)) }
        return now.subtracting(then) ?? now
    }

    /// Why the run can't be put back as the world is now; `nil` when it can.
    package func obstacleToRollback(in facts: Facts) -> String? {
        let candidate = plan.roles.candidate
        if !plan.opensSomebody, hasTriedToCommit {
            return "what \(plan.roles.primary) had is dropped, or may be, and nothing can bring it back"
        }
        if !plan.opensSomebody { return disorder(in: facts) }
        if facts.writable.contains(candidate) {
            return "\(candidate) takes writes already: clients' orders may be there that \(plan.roles.primary) lacks"
        }
        if let obstacle = disorder(in: facts) { return obstacle }
        if hasTriedToCommit, let blindness = facts.blindness(of: plan.roles.primary) {
            return "\(candidate) may have taken writes, and nothing can tell: \(blindness)"
        }
        if mayHaveWritten(in: facts) {
            return "\(candidate) may have taken writes, and without GTIDs nothing tells whether it did"
        }
        for member in plan.roles.all {
            guard let strays = strays(on: member, in: facts) else { continue }
            return "\(member) has \(strays), which \(plan.roles.primary) lacks: clients' orders may be among them"
        }
        return nil
    }
}

extension Walk {
    /// Goes on where a run ended: the steps are judged anew, and those that are true already are skipped.
    package init(
        resuming recovery: Recovery, from facts: Facts, in world: any World, journal: any Journal,
        lock: any HeldLock = UncontestedLock(), interruption: any Interruption = Uninterrupted()
    ) {
        self.init(
            of: recovery.plan, from: facts, origin: recovery.origin, in: world, journal: journal, lock: lock,
            interruption: interruption)
        waysBack = recovery.waysBack
        touched = Set(waysBack.map(\.place))
        hasCommitted = recovery.hasCommitted(in: facts)
        // Who answers has got its power back.
        let lit = facts.members.filter { $0.value.instance.value != nil || $0.value.host.value != nil }.map(\.key)
        self.facts.ledger.formUnion(recovery.ledger.subtracting(lit.map(Fence.label)))
        // Before the commit point they are seen anew: the old primary may have been open in between.
        if hasCommitted { self.facts.handovers = recovery.handovers }
    }

    /// Puts back what a run that ended had intended.
    package mutating func rollBack() async -> Outcome {
        let outcome = await goBack(because: "rolled back by request")
        try? await journal.append([.finished(outcome)], durably: true)
        return outcome
    }
}
