import HactlModel
import HactlPlan

extension Walk {
    /// Takes the steps of a stage at the same moment. Answers why it failed; `nil` when every step is satisfied.
    mutating func take(stage index: Int) async -> String? {
        if let failure = await approach(stage: index) { return omit(stage: index, because: failure) }
        let stage = plan.stages[index]
        if !hasCommitted {
            // Past the commit point a blocked step is owed, and its neighbours are taken all the same.
            if let obstacle = obstacle(in: stage) { return obstacle }
            if let lateness = await lateness(of: stage) { return lateness }
        }
        let hadCommitted = hasCommitted
        if let failure = await announceCommit(of: index) { return failure }
        let deadline = await deadline(for: stage)
        let results = await attempt(stage, at: index, until: deadline)
        if !hadCommitted { hasCommitted = hasTriedToCommit(stage, results) }
        return await conclude(results, of: index)
    }

    /// What was never sent was not tried: the machine may have slept until the time for it was over.
    private func hasTriedToCommit(_ stage: Stage, _ results: [Attempt.Result]) -> Bool {
        zip(stage.steps, results).contains { $0.step.isCommitPoint(from: origin) && $1.hasActed }
    }

    /// Looks, and writes down the ways back, before anything of a stage is tried. The freeze is approached as a whole:
    /// between closing and opening every look and every flush would be outage.
    private mutating func approach(stage index: Int) async -> String? {
        if plan.stages[index].phase == .freeze {
            return freezeEnd == nil ? await approachFreeze(from: index) : nil
        }
        await look(at: plan.stages[index].steps.flatMap { $0.step.preliminaries })
        return await writeDown(index...index)
    }

    private mutating func approachFreeze(from index: Int) async -> String? {
        let last = plan.stages.lastIndex { $0.phase == .freeze } ?? index
        let steps = plan.stages[index...last].flatMap(\.steps).map(\.step)
        await world.prepare(for: steps.flatMap { $0.actions(in: facts) })
        await look(at: steps.flatMap(\.probes))
        // Every step of the freeze needs both; to close the primary only to find that out would be outage for nothing.
        for name in [plan.roles.primary, plan.roles.candidate] {
            if !hasCommitted, let blindness = facts.blindness(of: name) { return blindness }
        }
        if let failure = await writeDown(index...last) { return failure }
        freezeEnd = Deadline(in: plan.budget, from: await world.uptime())
        return nil
    }

    mutating func look(at probes: [Probe], within limit: Duration = Patience.look) async {
        let widened = facts.widened(probes)
        if !widened.isEmpty { facts.absorb(await world.look(at: widened, within: limit)) }
    }

    private mutating func writeDown(_ stages: ClosedRange<Int>) async -> String? {
        var entries: [JournalEntry] = []
        for stage in stages {
            for (number, step) in plan.stages[stage].steps.enumerated() {
                let place = StepPlace(stage: stage, step: number)
                let undo = step.step.undo(from: facts)
                if !waysBack.contains(where: { $0.place == place }) {
                    waysBack.append(WayBack(place: place, undo: undo))
                }
                entries.append(.intended(place, title: step.step.title, undo: undo))
            }
        }
        return await tell(entries, durably: true)
    }

    /// Answers why nothing more may be done, when the journal can't be written.
    func tell(_ entries: [JournalEntry], durably: Bool) async -> String? {
        do throws(JournalFailure) {
            try await journal.append(entries, durably: durably)
            return nil
        } catch {
            return error.message
        }
    }

    /// A stage that can't even be written down is not taken. Past the commit point it is owed.
    private mutating func omit(stage index: Int, because failure: String) -> String {
        if hasCommitted {
            let open = plan.stages[index].steps.map(\.step).filter { !$0.status(in: facts).isSatisfied }
            owed += open.isEmpty ? [failure] : open.map { "\($0.title): \(failure)" }
        }
        return failure
    }

    /// A freeze whose time is over is not gone on with: what was seen is of another time when the machine has slept.
    private func lateness(of stage: Stage) async -> String? {
        guard stage.phase == .freeze, let freezeEnd, freezeEnd.hasPassed(at: await world.uptime()) else { return nil }
        return "writes were frozen for more than \(plan.budget.words)"
    }

    /// The first step that can't be taken as things are, and can't be spared.
    private func obstacle(in stage: Stage) -> String? {
        let obstacles = stage.steps.map { step in
            if case .blocked(let reason) = step.step.status(in: facts) {
                "\(step.step.title): \(reason)"
            } else {
                nil as String?
            }
        }
        let blocked = obstacles.indices.filter { obstacles[$0] != nil }
        let spared = stage.dispensable(among: blocked)
        return blocked.first { !spared.contains($0) }.flatMap { obstacles[$0] }
    }

    /// The attempt itself is the commit point: an answer that is lost must not lead back.
    private mutating func announceCommit(of index: Int) async -> String? {
        let steps = plan.stages[index].steps.map(\.step)
        guard
            !hasCommitted,
            let number = steps.firstIndex(where: { $0.isCommitPoint(from: origin) && !$0.status(in: facts).isSatisfied }
            )
        else { return nil }
        // Only without GTIDs there is something that nobody could tell after a power loss.
        let handovers: [JournalEntry] = facts.handovers.isEmpty ? [] : [.handovers(facts.handovers)]
        let entries = handovers + [.committing(StepPlace(stage: index, step: number))]
        if let failure = await tell(entries, durably: !handovers.isEmpty) { return failure }
        hasCommitted = true
        return nil
    }

    private func deadline(for stage: Stage) async -> Deadline {
        if stage.phase == .freeze, !hasCommitted, let freezeEnd { return freezeEnd }
        let longest = stage.steps.compactMap(\.step.patience).max() ?? .zero
        return Deadline(in: max(Patience.stage, longest + Patience.margin), from: await world.uptime())
    }

    private func attempt(_ stage: Stage, at index: Int, until deadline: Deadline) async -> [Attempt.Result] {
        let attempts = stage.steps.enumerated().map { number, step in
            Attempt(of: step.step, in: world, until: deadline, heeding: interruption) { [audience] reason, progress in
                await audience?(StepPlace(stage: index, step: number), reason, progress)
            }
        }
        if attempts.count == 1 { return [await attempts[0].make(from: facts)] }
        return await withTaskGroup(of: (Int, Attempt.Result).self) { group in
            for (number, attempt) in attempts.enumerated() {
                group.addTask { [facts] in (number, await attempt.make(from: facts)) }
            }
            var results: [(Int, Attempt.Result)] = []
            for await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private mutating func conclude(_ results: [Attempt.Result], of index: Int) async -> String? {
        var entries: [JournalEntry] = []
        var failures: [(step: Int, words: String)] = []
        for (number, result) in results.enumerated() {
            facts.absorb(result.observations)
            let place = StepPlace(stage: index, step: number)
            if result.hasEffect { touched.insert(place) }
            let title = plan.stages[index].steps[number].step.title
            lingering += result.lingering.map { "\(title): \($0), and may still happen" }
            switch result.end {
            case .satisfied(let reason, let skipped):
                entries.append(.satisfied(place, title: title, because: reason, skipped: skipped))
            case .failed(let reason):
                entries.append(.failed(place, title: title, because: reason))
                failures.append((number, "\(title): \(reason)"))
            }
        }
        let spared = plan.stages[index].dispensable(among: failures.map(\.step))
        var serious = failures.filter { !spared.contains($0.step) }.map(\.words)
        if let failure = await tell(entries, durably: false) { serious.append(failure) }
        owed += failures.filter { spared.contains($0.step) }.map(\.words) + (hasCommitted ? serious : [])
        return serious.isEmpty ? nil : serious.joined(separator: "; ")
    }
}

/// How long things outside the freeze may take.
package enum Patience {
    package static let look = Duration.seconds(5)
    package static let stage = Duration.seconds(30)
    /// What a step that names its own limit gets on top of it, for its looks.
    static let margin = Duration.seconds(5)
    /// For the look after the time is over.
    static let lastLook = Duration.milliseconds(500)
    /// The way back has its own clock: it never runs on what is left of the budget that ran out.
    package static let wayBack = Duration.seconds(20)
    /// How long a server that does not run is waited for, where everything else is put back.
    static let hope = Duration.seconds(3)
    /// Nobody takes writes, so there is nothing to give back: the sooner somebody can try anew, the better.
    static let wayBackOfASuccession = Duration.seconds(3)
    /// For one action of the way back, at first: whoever does not answer waits until the others were asked.
    static let firstTry = Duration.seconds(1)
    static let nextTry = Duration.seconds(3)
}
