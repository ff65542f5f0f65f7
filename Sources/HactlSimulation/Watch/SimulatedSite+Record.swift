import HactlModel
import HactlPlan
import HactlRun

/// What runs and people have done, for the rules and for whoever reads the story of a week.
extension SimulatedSite {
    /// A line of a run's journal.
    func read(_ entries: [JournalEntry], of machine: SimulatedMachine, in run: String) {
        for entry in entries { read(entry, of: machine, in: run) }
    }

    private func read(_ entry: JournalEntry, of machine: SimulatedMachine, in run: String) {
        switch entry {
        case .started(let plan, _, let author):
            plans[run] = plans[run] ?? (plan, time.now)
            note(
                "\(machine.name) begins \(run): \(plan.playbook) from \(plan.roles.primary) to \(plan.roles.candidate)")
            if author.agent != nil { rules.began(plan, run, by: machine, at: time.now) }
        case .committing:
            if watchers.contains(machine), let (plan, began) = plans[run] {
                rules.committed(plan, by: machine.name, began: began)
            }
        case .failed(_, let title, let reason): note("\(run): \(title): \(reason)")
        case .goingBack(let reason): note("\(run) goes back: \(reason)")
        case .finished(let outcome):
            if outcome != .done, watchers.contains(machine) { rules.tally.unhappyEnds += 1 }
            note("\(run) ends: \(outcome.words)")
        case .intended, .satisfied, .handovers, .putBack, .notPutBack, .outage: break
        }
    }

    func tell(of end: SimulatedDesk.End, _ what: String, because reason: String, by machine: SimulatedMachine) {
        guard case .refused(let reasons) = end else { return }
        rules.tally.refusals += 1
        let words = "\(machine.name) refuses \(what) (\(reason)): \(reasons.joined(separator: "; "))"
        if lastRefusals[what] != words { note(words) }
        lastRefusals[what] = words
    }

    /// Locks that somebody keeps who is no more, or who is not at work, as clauses.
    package var leftovers: [String] {
        let runs = (locks[.runs] ?? [:]).map { "the lock of runs is on \($0.key), of \($0.value.machine.name)" }
        let dead = (locks[.watches] ?? [:]).filter { !isAlive($0.value.machine) }
        return runs.sorted()
            + dead.map { "\($0.key) keeps the lock of a dead watch (\($0.value.machine.name))" }.sorted()
            + (stand.leaders.isEmpty ? ["nobody leads"] : [])
    }

    // MARK: What a person does

    package func pause(_ machine: String, _ isPaused: Bool) {
        rules.paused(machine, since: isPaused ? time.now : nil)
    }

    package func acknowledged(_ machine: String) { rules.acknowledged(machine) }

    package func forgot(_ machine: String) { rules.forgot(machine) }
}
