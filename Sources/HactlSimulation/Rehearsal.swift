import HactlModel
import HactlPlan
import HactlRun

/// A plan run in memory, with a loss at every action, before anybody is asked to consent to it.
package struct Rehearsal: Sendable {
    private let plan: Plan
    private let start: SimulatedCluster
    /// What is rehearsed, and with what it begins.
    package var subject: Plan { plan }
    package var beginning: SimulatedCluster { start }

    /// - Parameter slow: members that apply what they receive only while somebody waits for it. By default the
    ///   candidate is one: a plan that opens it without waiting must not pass by luck.
    package init(of plan: Plan, on cluster: Cluster, seen facts: Facts, slow: Set<MemberName>? = nil) {
        self.plan = plan
        var start =
            switch plan.premise {
            case .livingPrimary, .steady: SimulatedCluster(seen: facts, cluster: cluster)
            case .deadPrimary: SimulatedCluster(seen: facts, cluster: cluster, without: plan.roles.primary)
            case .returnedPrimary: SimulatedCluster(seen: facts, cluster: cluster, fenced: plan.roles.primary)
            case .lostReplica:
                SimulatedCluster(
                    seen: facts, cluster: cluster, rebuilding: plan.roles.primary, below: plan.roles.candidate)
            }
        for name in slow ?? [plan.roles.candidate] { start.servers[name]?.isSlow = true }
        self.start = start
    }

    /// A run: how it ended, what it did, and what the world looked like afterwards.
    package struct Run: Sendable {
        package var fault: Fault?
        package var outcome: Outcome
        package var actions: [Action]
        package var cluster: SimulatedCluster
        package var entries: [JournalEntry]
        package var controllerDied: Bool

        init(fault: Fault?, outcome: Outcome, in world: SimulatedWorld, _ journal: SimulatedJournal) async {
            await world.settle()
            (self.fault, self.outcome) = (fault, outcome)
            actions = await world.actions
            cluster = await world.cluster
            entries = await journal.entries
            controllerDied = await world.isControllerDead
        }
    }

    /// What speaks against the plan: sentences that name the order of events. Empty when nothing does.
    package func objections() async -> [String] {
        let ways = plan.missingWaysBack(from: start.facts)
        if !ways.isEmpty { return ways }
        let smooth = await run()
        switch smooth.outcome {
        case .done: break
        // What is out of sight from the beginning can only be owed, and where nobody changes roles nothing hangs on it.
        case .doneOwing where start.proxies.count < start.routes.count || plan.isSteady: break
        default: return ["even when nothing goes wrong it fails: \(smooth.outcome.words)"]
        }
        if !smooth.cluster.violations.isEmpty { return smooth.cluster.violations }
        return await sweep(at: representatives(of: smooth.actions)).flatMap(judge)
    }

    /// Every proxy gets the same orders, as every replica gets the same steps: what the loss of one does, that of another
    /// does too.
    private func representatives(of actions: [Action]) -> [Int] {
        let first = start.proxies.keys.min()
        return actions.indices.filter { number in
            guard case .proxy(let name, _) = actions[number] else { return true }
            return name == first
        }
    }

    /// What may go wrong at an action.
    package var kinds: [Fault.Kind] {
        [.lostBeforeEffect, .lostAfterEffect, .hangsWithoutEffect, .hangsAfterEffect, .late, .interrupt, .sleep]
            + [.privilegedWrite, .controllerDiesBefore, .controllerDiesAfter]
            + mortals.map(Fault.Kind.crash) + mortals.map(Fault.Kind.hostDies) + comebacks
    }

    /// A dead primary that nobody could fence comes back as it likes: who accepted that has accepted two writers.
    private var comebacks: [Fault.Kind] {
        plan.steps.contains { $0 is Fence } ? [.comeback(plan.roles.primary)] : []
    }

    /// Every replica gets the same steps, so the death of one stands for that of any: with ten of them nobody waits
    /// seconds for a plan.
    private var mortals: [MemberName] {
        (plan.premise == .deadPrimary ? [] : [plan.roles.primary]) + [plan.roles.candidate]
            + plan.roles.replicas.prefix(1)
    }

    /// Every action of the plan with every kind of loss; the runs know nothing of each other, and go side by side. Each begins
    /// at the stage where it differs: what came before is the same in all.
    package func sweep(actions: Int) async -> [Run] { await sweep(at: Array(0..<actions)) }

    private func sweep(at actions: [Int]) async -> [Run] {
        let waypoints = await waypoints()
        return await withTaskGroup(of: (Int, [Run]).self) { group in
            for action in actions {
                guard let waypoint = waypoints.last(where: { $0.world.actions.count <= action }) else { continue }
                group.addTask { (action, await runs(at: action, from: waypoint)) }
            }
            var all: [(Int, [Run])] = []
            for await runs in group { all.append(runs) }
            return all.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    private func runs(at action: Int, from waypoint: Waypoint) async -> [Run] {
        var runs: [Run] = []
        for kind in kinds { runs.append(await run(with: Fault(at: action, kind), from: waypoint)) }
        return runs
    }

    package func run(with fault: Fault? = nil) async -> Run {
        await run(with: fault.map { [$0] } ?? [])
    }

    /// - Parameters:
    ///   - room: lines that the journal has room for.
    ///   - lockLoss: after how many actions the lock is lost.
    package func run(with faults: [Fault], room: Int = .max, lockLoss: Int? = nil) async -> Run {
        let world = SimulatedWorld(start, faults: faults)
        let journal = SimulatedJournal(in: world, capacity: room)
        let lock: any HeldLock = lockLoss.map { SimulatedLock(in: world, lostAfter: $0) } ?? UncontestedLock()
        var walk = await departure(in: world, journal, lock)
        return await Run(fault: faults.first, outcome: walk.run(), in: world, journal)
    }

    /// What a run did that must never happen.
    package func judge(_ run: Run) -> [String] {
        let when = run.fault.map { "when \($0): " } ?? ""
        var sentences = run.cluster.violations
        if !run.controllerDied { sentences += disagreements(of: run) + silence(of: run) }
        return sentences.map { when + $0 }
    }

    /// What must never happen, however much goes wrong: two writers, lost orders, and words that are not true.
    package func basics(_ run: Run) -> [String] {
        var sentences = run.cluster.violations
        if run.controllerDied { return sentences }
        switch run.outcome {
        case .putBack(_, let unseen): sentences += changes(in: run, beside: unseen)
        case .done:
            if run.cluster.facts.writable != [plan.roles.candidate] { sentences.append("it says done, and it is not") }
        case .doneOwing, .failedForward, .stranded, .ambiguous: break
        }
        for name in run.cluster.facts.writable {
            let lost = run.cluster.lost(on: name).subtracting(run.cluster.unfenced)
            if !lost.isEmpty { sentences.append("\(name) takes writes without \(lost.count) acknowledged ones") }
        }
        return sentences
    }

    /// Where the outcome says something else than the world shows.
    private func disagreements(of run: Run) -> [String] {
        let writable = run.cluster.facts.writable
        switch run.outcome {
        case .done, .doneOwing, .failedForward:
            if run.fault?.kind.kills(plan.roles.candidate) == true { return [] }
            return
                (writable == [plan.roles.candidate]
                ? [] : ["it says that \(plan.roles.candidate) is open, and it is not"]) + halfRebuilt(run)
        case .putBack(_, let unseen): return changes(in: run, beside: unseen) + dropped(run)
        case .stranded, .ambiguous: return frozen(run, writable)
        }
    }

    /// A rebuild that says done has made a replica that has nothing of its own.
    private func halfRebuilt(_ run: Run) -> [String] {
        let (recipient, primary) = (plan.roles.primary, plan.roles.candidate)
        guard plan.premise == .lostReplica, case .done = run.outcome, run.fault?.kind.kills(recipient) != true,
            let server = run.cluster.servers[recipient], let source = run.cluster.servers[primary]
        else { return [] }
        if !server.applied.subtracting(source.applied).isEmpty {
            return ["\(recipient) still has what nobody else has"]
        }
        let isFollowing = server.isUp && server.facts.channels.contains { $0.source == source.address && $0.isRunning }
        return isFollowing ? [] : ["it says that \(recipient) follows \(primary), and it does not"]
    }

    /// A rebuild that says that all is as before has dropped nothing.
    private func dropped(_ run: Run) -> [String] {
        guard plan.premise == .lostReplica, let then = start.servers[plan.roles.primary]?.applied,
            let now = run.cluster.servers[plan.roles.primary]?.applied, !then.subtracting(now).isEmpty
        else { return [] }
        return ["it says that everything is as before, and \(plan.roles.primary) has lost its data"]
    }

    /// What is not as before. A member that is said to be unseen has to be so.
    private func changes(in run: Run, beside unseen: [MemberName]) -> [String] {
        let judged = plan.restored.filter { !unseen.contains($0) }
        let left = Differences.between(start.facts, and: run.cluster.facts, among: judged)
        let alive = unseen.filter { run.cluster.facts.blindness(of: $0) == nil }
        return left.map { "it says that everything is as before, but \($0)" }
            + alive.map { "it says that \($0) can't be seen, and it can" }
    }

    /// Nobody takes writes: only because whoever should is dead, or because nobody knows what is still to happen.
    private func frozen(_ run: Run, _ writable: [MemberName]) -> [String] {
        let hasCommitted = run.entries.contains { if case .committing = $0 { true } else { false } }
        // Nobody took writes before either; that nobody does is what the outcome says.
        if plan.premise == .deadPrimary { return [] }
        let owner = hasCommitted || !plan.opensSomebody ? plan.roles.candidate : plan.roles.primary
        if run.fault?.kind.kills(plan.roles.primary) == true || run.fault?.kind.kills(owner) == true { return [] }
        return writable == [owner] ? [] : ["it ends without a writable primary: \(run.outcome.words)"]
    }

    /// Orders that were lost and nobody was told of.
    private func silence(of run: Run) -> [String] {
        let lost = run.cluster.lost(on: plan.roles.candidate)
        guard case .done = run.outcome, !lost.isEmpty else { return [] }
        return ["it says that all is done, and \(lost.count) acknowledged writes are not on \(plan.roles.candidate)"]
    }
}

extension Fault.Kind {
    fileprivate func kills(_ name: MemberName) -> Bool { self == .crash(name) || self == .hostDies(name) }
}

extension Plan {
    /// Steps before the commit point that nothing can put back.
    package func missingWaysBack(from facts: Facts) -> [String] {
        // It never goes back.
        if isSteady { return [] }
        let commit = commitStage(in: facts) ?? stages.count
        return stages.prefix(commit).flatMap(\.steps).map(\.step).compactMap { step in
            guard case .missing(let reason) = step.undo(from: facts) else { return nil }
            return "\(step.title): no way back before the commit point, for \(reason)"
        }
    }
}
