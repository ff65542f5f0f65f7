import HactlModel
import HactlPlan
import HactlRun

/// A plan run in memory, with a loss at every action, before anybody is asked to consent to it.
package struct Rehearsal: Sendable {
    private let plan: Plan
    private let start: SimulatedCluster

    package init(of plan: Plan, on cluster: Cluster, seen facts: Facts) {
        self.plan = plan
        start = SimulatedCluster(seen: facts, cluster: cluster)
    }

    /// A run: how it ended, what it did, and what the world looked like afterwards.
    package struct Run: Sendable {
        package var fault: Fault?
        package var outcome: Outcome
        package var actions: [Action]
        package var cluster: SimulatedCluster
        package var entries: [JournalEntry]
        package var controllerDied: Bool
    }

    /// What speaks against the plan: sentences that name the order of events. Empty when nothing does.
    package func objections() async -> [String] {
        let ways = plan.missingWaysBack(from: start.facts)
        if !ways.isEmpty { return ways }
        let smooth = await run()
        if case .done = smooth.outcome {
        } else {
            return ["even when nothing goes wrong it fails: \(smooth.outcome.words)"]
        }
        if !smooth.cluster.violations.isEmpty { return smooth.cluster.violations }
        return await sweep(actions: smooth.actions.count).flatMap(judge)
    }

    /// Every action of the plan with every kind of loss.
    package func sweep(actions: Int) async -> [Run] {
        let kinds: [Fault.Kind] =
            [.lostBeforeEffect, .lostAfterEffect, .hangsWithoutEffect, .hangsAfterEffect, .interrupt]
            + [.controllerDiesBefore, .controllerDiesAfter] + plan.roles.all.map(Fault.Kind.crash)
        var runs: [Run] = []
        for action in 0..<actions {
            for kind in kinds { runs.append(await run(with: Fault(at: action, kind))) }
        }
        return runs
    }

    package func run(with fault: Fault? = nil) async -> Run {
        let world = SimulatedWorld(start, fault: fault)
        let journal = SimulatedJournal(in: world)
        let facts = start.facts
        try? await journal.append(
            [.started(plan, before: facts, by: Operator(who: "rehearsal", process: 0))], durably: true)
        var walk = Walk(of: plan, from: facts, origin: facts, in: world, journal: journal, interruption: world)
        let outcome = await walk.run()
        return Run(
            fault: fault, outcome: outcome, actions: await world.actions, cluster: await world.cluster,
            entries: await journal.entries, controllerDied: await world.isControllerDead)
    }

    /// What a run did that must never happen.
    package func judge(_ run: Run) -> [String] {
        let when = run.fault.map { "when \($0): " } ?? ""
        var sentences = run.cluster.violations
        if !run.controllerDied { sentences += disagreements(of: run) }
        return sentences.map { when + $0 }
    }

    /// Where the outcome says something else than the world shows.
    private func disagreements(of run: Run) -> [String] {
        let writable = run.cluster.facts.writable
        switch run.outcome {
        case .done, .doneOwing, .failedForward:
            if case .crash? = run.fault?.kind { return [] }
            return writable == [plan.roles.candidate]
                ? [] : ["it says that \(plan.roles.candidate) is open, and it is not"]
        case .putBack:
            let left = Differences.between(start.facts, and: run.cluster.facts, among: plan.roles.all)
            return left.map { "it says that everything is as before, but \($0)" }
        case .stranded, .ambiguous:
            if case .crash? = run.fault?.kind { return [] }
            return ["it ends without a writable primary: \(run.outcome.words)"]
        }
    }
}

extension Plan {
    /// Steps before the commit point that nothing can put back.
    package func missingWaysBack(from facts: Facts) -> [String] {
        let commit = commitStage(in: facts) ?? stages.count
        return stages.prefix(commit).flatMap(\.steps).map(\.step).compactMap { step in
            guard case .missing(let reason) = step.undo(from: facts) else { return nil }
            return "\(step.title): no way back before the commit point, for \(reason)"
        }
    }
}
