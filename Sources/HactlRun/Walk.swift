import HactlModel
import HactlPlan

/// A plan being applied: stage by stage, with a way back until the commit point and only forward after it.
///
/// It knows the handful of actions and no kind of step. Every step is judged before and after by the same question.
package struct Walk: Sendable {
    let plan: Plan
    private(set) var world: any World
    private(set) var journal: any Journal
    private(set) var lock: any HeldLock
    private(set) var interruption: any Interruption
    /// Told how far a step is that takes its time, at every look; it goes into no journal.
    package var audience: Audience?
    /// The world before the first step of the first run: what a way back leads to.
    let origin: Facts

    package internal(set) var facts: Facts
    /// The ways back, in the order of the steps; written before a step is tried.
    var waysBack: [WayBack] = []
    /// Steps that have, or may have, changed something: the others need no way back. Of a run that died all may have.
    var touched: Set<StepPlace> = []
    /// Counts from the first attempt, not from success: an answer that is lost must not lead back.
    package internal(set) var hasCommitted: Bool
    var owed: [String] = []
    /// What was given up and may happen later: nothing that is seen now proves that it stays so.
    var lingering: [String] = []
    var freezeEnd: Deadline?

    package typealias Audience = @Sendable (StepPlace, String, StepProgress?) async -> Void

    package struct WayBack: Equatable, Sendable {
        package var place: StepPlace
        package var undo: Undo

        package init(place: StepPlace, undo: Undo) {
            self.place = place
            self.undo = undo
        }
    }

    /// - Parameters:
    ///   - facts: what is known of the world now.
    ///   - origin: the world before the first run of this plan.
    package init(
        of plan: Plan, from facts: Facts, origin: Facts, in world: any World, journal: any Journal,
        lock: any HeldLock = UncontestedLock(), interruption: any Interruption = Uninterrupted()
    ) {
        self.plan = plan
        self.facts = facts
        self.origin = origin
        self.world = world
        self.journal = journal
        self.lock = lock
        self.interruption = interruption
        hasCommitted =
            plan.isSteady
            || (plan.opensSomebody && facts.instance(plan.roles.candidate)?.writability.isWritable == true)
    }

    /// Takes the steps. Ends with the world as the plan wants it, or as it was, or with words about what is between.
    ///
    /// - Parameter first: where a walk goes on that has `advanced` so far.
    package mutating func run(from first: Int = 0) async -> Outcome {
        let outcome = await walk(from: first)
        try? await journal.append([.finished(outcome)], durably: true)
        return outcome
    }

    private mutating func walk(from first: Int) async -> Outcome {
        for index in plan.stages.indices.dropFirst(first) {
            if let end = await advance(through: index) { return end }
        }
        owed += lingering
        return owed.isEmpty ? .done : endOwing()
    }

    /// One stage. Answers how the walk ended there, or `nil` where it goes on.
    package mutating func advance(through index: Int) async -> Outcome? {
        if isBehind(index) { return nil }
        if let reason = await reasonToStop(before: index) { return await stop(because: reason, at: index) }
        guard let failure = await take(stage: index) else { return nil }
        guard hasCommitted else { return await goBack(because: failure) }
        if let end = await endAfterFailure(failure, in: index) { return end }
        if !plan.isSteady, let blindness = facts.blindness(of: plan.roles.candidate) {
            return await stop(because: "the new primary is gone: \(blindness)", at: index + 1)
        }
        return nil
    }

    /// The same walk, as far as it has come, in another world.
    package func moved(
        to world: any World, journal: any Journal, lock: any HeldLock, interruption: any Interruption
    ) -> Walk {
        var walk = self
        (walk.world, walk.journal, walk.lock, walk.interruption) = (world, journal, lock, interruption)
        return walk
    }

    /// A rebuild that has begun to copy has the server to itself: what led there is not asked again, and would be in the way
    /// of a copy that goes on.
    private func isBehind(_ index: Int) -> Bool {
        guard plan.premise == .lostReplica, hasCommitted else { return false }
        return plan.commitStage(in: origin).map { index < $0 } ?? false
    }

    /// Nothing is asked over the network here, also in the freeze: a lock shows by its own connections' ends.
    private func reasonToStop(before index: Int) async -> String? {
        if let signal = await interruption.request() { return "\(signal) received" }
        return await lock.loss().map { "the lock on \(plan.cluster) is lost: \($0)" }
    }

    private mutating func stop(because reason: String, at index: Int) async -> Outcome {
        guard hasCommitted else { return await goBack(because: reason) }
        let rest = plan.stages[index...].flatMap(\.steps).map(\.step)
        owed += rest.filter { !$0.status(in: facts).isSatisfied }.map(\.title)
        if plan.isSteady { return .doneOwing([reason] + owed) }
        return isOpen
            ? .failedForward(because: reason, owed: owed) : .stranded(because: reason, left: owed)
    }

    /// Whether the primary was closed, or may have been, by this run or the one that it goes on with.
    package var hasFrozen: Bool {
        touched.contains { place in
            plan.stages.indices.contains(place.stage) && plan.stages[place.stage].phase == .freeze
        }
    }

    /// Whether the primary was dead before the run began.
    package var isSuccession: Bool { plan.premise == .deadPrimary }

    private var isOpen: Bool { facts.writable.contains(plan.roles.candidate) }

    /// After the commit point the run goes on with whatever does not hang on what failed. Only when it is not known
    /// that the new primary took over is there nothing to go on to.
    private mutating func endAfterFailure(_ failure: String, in index: Int) async -> Outcome? {
        guard plan.commitStage(in: origin) == index else { return nil }
        let open = plan.stages[index].steps.map(\.step).filter { $0.isCommitPoint(from: origin) }
        if open.allSatisfy({ $0.status(in: facts).isSatisfied }) { return nil }
        if !plan.opensSomebody { return await stop(because: failure, at: index + 1) }
        return .stranded(because: failure, left: open.map { "\($0.title): not known to have happened" })
    }

    private func endOwing() -> Outcome {
        if plan.stages.allSatisfy(leadsClients) { return .doneOwing(owed) }
        let reason = "clients may not reach the new primary"
        return isOpen ? .failedForward(because: reason, owed: owed) : .stranded(because: reason, left: owed)
    }
}

extension Walk {
    private func leadsClients(_ stage: Stage) -> Bool {
        let failing = stage.steps.indices.filter { !stage.steps[$0].step.status(in: facts).isSatisfied }
        let spared = stage.dispensable(among: failing)
        return failing.filter { !spared.contains($0) }.map { stage.steps[$0].step }
            .allSatisfy { !($0 is RouteWrites || $0 is AdmitHolder || $0 is RouteProxy || $0 is Verify) }
    }
}

extension Step {
    /// Whether there is only forward once it has been tried.
    package func isCommitPoint(from before: Facts) -> Bool {
        if case .impossible = undo(from: before) { return true }
        return false
    }
}
