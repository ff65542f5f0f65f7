import HactlModel
import HactlPlan
import HactlRun

/// A machine from which a cluster is changed: locks, look, judgement, plan, consent and walk in the order in which `apply` and
/// `resume` have them, over a simulated site. A plan is not rehearsed here; that takes longer than all the rest.
struct SimulatedDesk: Sendable {
    let site: SimulatedSite
    let machine: SimulatedMachine
    let shelf: RunShelf
    let playbooks: SimulatedPlaybooks
    /// A right that is needed beside the lock: a watch's leadership.
    var leadership: (any HeldLock)?
    let consent: Consent

    /// Who agrees to a plan.
    enum Consent: Sendable {
        /// The cluster's policy, for a watch.
        case policy
        /// A person, who also overrules findings of these codes.
        case given(accepting: [String])

        var accepted: [String] {
            switch self {
            case .policy: []
            case .given(let codes): codes
            }
        }
    }

    /// How something ended that was to be done.
    enum End: Sendable {
        /// Before any change.
        case refused([String])
        case ended(Plan, Outcome)

        var isWell: Bool {
            if case .ended(_, .done) = self { true } else { false }
        }
    }

    var cluster: Cluster { site.cluster }
    var world: SimulatedDoor { SimulatedDoor(site: site, machine: machine) }

    /// - Parameter member: whom a person names; `nil` where the search decides.
    func run(_ premise: Premise, to member: MemberName? = nil) async -> End {
        let quorum = LockQuorum(for: premise, accepting: consent.accepted)
        return await locked(quorum) { lease in
            switch await propose(premise, to: member) {
            case .failure(let refusal): return .refused(refusal.reasons)
            case .success(let proposal): return await carryOut(proposal, under: lease)
            }
        }
    }

    private func carryOut(_ proposal: SimulatedProposal, under lease: SimulatedLease) async -> End {
        let plan = proposal.plan
        var lease = lease
        lease.quorum = LockQuorum(for: plan)
        if await lease.loss() != nil { return .refused(["too few members beside \(plan.roles.primary) gave the lock"]) }
        if case .policy = consent, plan.premise == .deadPrimary {
            let warrant = Warrant(
                for: proposal.scene, after: await shelf.failovers, pause: await shelf.pause, at: site.moment)
            if !warrant.obstacles.isEmpty { return .refused(warrant.obstacles) }
        }
        // As long as a rehearsal takes the world goes on.
        await world.pause(.milliseconds(200))
        await shelf.begin(plan.id, at: site.moment)
        let journal = journal(of: plan.id)
        let facts = proposal.scene.facts
        try? await journal.append([.started(plan, before: facts, by: author)], durably: true)
        var walk = Walk(
            of: plan, from: facts, origin: facts, in: world, journal: journal, lock: rights(lease))
        return .ended(plan, await walk.run())
    }

    /// - Parameter id: `nil` for the newest open one.
    func resume(_ id: String) async -> End {
        guard let recovery = await shelf.recovery(of: id) else { return .refused(["there is no run \(id)"]) }
        return await locked(LockQuorum(for: recovery.plan)) { lease in
            let facts = await lookAround(forCopies: recovery.plan.premise == .lostReplica)
            if let obstacle = recovery.obstacleToResume(in: facts) { return .refused([obstacle]) }
            let journal = journal(of: id)
            try? await journal.append(
                [.started(recovery.plan, before: recovery.origin, by: author)], durably: true)
            var walk = Walk(resuming: recovery, from: facts, in: world, journal: journal, lock: rights(lease))
            return .ended(recovery.plan, await walk.run())
        }
    }

    private func rights(_ lease: SimulatedLease) -> SimulatedRights {
        SimulatedRights(lease: lease, leadership: leadership)
    }

    private func journal(of id: String) -> ShelfJournal {
        ShelfJournal(shelf: shelf, run: id, site: site, machine: machine)
    }

    private var author: Operator {
        let agent: String? = if case .policy = consent { "watch" } else { nil }
        return Operator(who: machine.name, process: machine.life, agent: agent)
    }

    private func locked(_ quorum: LockQuorum, _ body: (SimulatedLease) async -> End) async -> End {
        await site.time.sleep(for: .milliseconds(20))
        switch await site.bid(by: machine, quorum) {
        case .held: return .refused(["another hactl holds the lock"])
        case .tooFew: return .refused(["too few members gave the lock"])
        case .taken(let lease):
            let end = await body(lease)
            // Whoever died gives nothing back: the servers do, once they notice.
            if await site.isAlive(machine) { await site.release(lease) }
            return end
        }
    }
}
