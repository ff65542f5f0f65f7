import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

/// A playbook that is planned anew and carried out: locks, look, plan, consent, walk.
struct Errand {
    let desk: Desk
    let world: LiveWorld
    let secrets: SecretBook
    var options: PlanOptions
    let output: OutputOptions
    let signals: any Interruption
    let consent: Consent
    /// A right that is needed beside the locks: a watch's leadership.
    var leadership: (any HeldLock)?
    /// When the command began, or the failure that it is about: a failover's outage is older than the run.
    var began = ContinuousClock.now
    /// Told of each line of the journal.
    var witness: (@Sendable (Plan, JournalEntry) -> Void)?

    /// Who agrees to the plan.
    enum Consent {
        /// A person, asked once the plan was shown; throws where it is not wanted.
        case person((Plan) throws -> Void)
        /// Nobody watches: the inventory's policy.
        case policy
        /// It was said beforehand.
        case given
    }

    /// How the run ended; `nil` where nothing was to be done.
    func run(_ playbook: String) async throws -> RunEnd? {
        let premise = try desk.premise(of: playbook)
        if premise == .deadPrimary { world.warmUp() }
        // The lock comes first, as Terraform takes it: nobody else changes the cluster while the plan is being read.
        let quorum = LockQuorum(for: premise, accepting: options.accepted)
        return try await desk.locked(for: desk.cluster.name, in: world, quorum) { locks in
            try await proposeAndPerform(playbook, performance(under: locks))
        }
    }

    /// Goes on with a run that ended early, as `hactl resume` does.
    ///
    /// - Parameter name: `nil` for the newest open one of the cluster.
    func resume(_ name: String?) async throws -> RunEnd {
        try await goOn(name) { performance, recovery, path, facts in
            if let obstacle = recovery.obstacleToResume(in: facts) {
                throw Quit(
                    "The run \(recovery.plan.id) can't be resumed: \(obstacle).",
                    hint:
                        "Look at `hactl topology`, then plan anew. If it is overtaken, close it: hactl ack \(recovery.plan.id)",
                    code: .refused)
            }
            return try await performance.resume(recovery, at: path, from: facts)
        }
    }

    /// Puts back what a run that ended early has changed, as `hactl rollback` does.
    func rollBack(_ name: String?) async throws -> RunEnd {
        try await goOn(name) { performance, recovery, path, facts in
            if let obstacle = recovery.obstacleToRollback(in: facts) {
                throw Quit(
                    "The run \(recovery.plan.id) can't be rolled back: \(obstacle).",
                    hint: "Go on instead: hactl resume \(recovery.plan.id)", code: .refused)
            }
            return try await performance.rollBack(recovery, at: path, from: facts)
        }
    }

    /// Finds the run, takes the locks, ends what it left on the servers, and looks.
    private func goOn(
        _ name: String?, _ body: (Performance, Recovery, String, Facts) async throws -> RunEnd
    ) async throws -> RunEnd {
        let (recovery, path) = try JournalShelf(runs: desk.runs).open(name, of: desk.cluster.name)
        try recovery.mustBeOpen(in: desk.cluster.name)
        return try await desk.locked(
            for: recovery.plan.id, in: world, ending: recovery.author.sessions, LockQuorum(for: recovery.plan)
        ) { locks in
            let facts =
                recovery.plan.premise == .lostReplica ? await world.lookAroundForCopies() : await world.lookAround()
            return try await body(performance(under: locks), recovery, path, facts)
        }
    }

    private func performance(under locks: RunLocks) -> Performance {
        Performance(
            desk: desk, world: world, secrets: secrets, locks: locks, leadership: leadership, output: output,
            signals: signals, began: began, witness: witness)
    }

    private func proposeAndPerform(_ playbook: String, _ performance: Performance) async throws -> RunEnd? {
        let proposal = try await desk.propose(playbook, options, in: world)
        let plan = proposal.plan
        proposal.show(desk.cluster, output)
        try await proposal.refuseIfItCannotStand(desk.cluster)
        try await desk.confirm(performance.locks, for: plan)
        if plan.isSteady, !plan.hasChanges(in: proposal.survey.facts) {
            output.tell(nothingToDo: OrderText(of: proposal.scene).nothingToDo)
            return nil
        }
        try agree(to: proposal)
        let end = try await performance.apply(plan, seen: proposal.survey)
        return try await Sequel(performance: performance, consent: sequelConsent).end(after: end)
    }

    private func agree(to proposal: Proposal) throws {
        switch consent {
        case .person(let ask): try ask(proposal.plan)
        case .policy: if proposal.plan.premise == .deadPrimary { try desk.warrant(for: proposal) }
        case .given: break
        }
    }

    /// What was said beforehand was said of the plan, not of what comes after it.
    private var sequelConsent: ((Plan) throws -> Void)? {
        if case .person(let ask) = consent { return ask }
        return nil
    }
}

extension Recovery {
    /// A run that has ended well is history: what it did may have been changed since, with good reason.
    fileprivate func mustBeOpen(in cluster: String) throws {
        guard plan.cluster == cluster else {
            throw Quit(
                "The run \(plan.id) is of cluster \(plan.cluster), not of \(cluster).",
                hint: "Name the cluster: --cluster \(plan.cluster)", code: .usage)
        }
        guard !isOpen, let outcome else { return }
        throw Quit("The run \(plan.id) has ended: \(outcome.words).", hint: "Plan anew.", code: .refused)
    }
}
