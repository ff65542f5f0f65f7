import HactlModel
import HactlPlan
import HactlRun

/// What hactl keeps on a machine, and outlives it: journals, acknowledgements, a pause.
package actor RunShelf {
    private var runs: [Run] = []
    package private(set) var pause: Pause?

    private struct Run {
        let id: String
        let at: Moment
        var entries: [JournalEntry] = []
        var isAcknowledged = false
        var recovery: Recovery? { Recovery(reading: entries) }
    }

    package init() {}

    func begin(_ id: String, at moment: Moment) { runs.append(Run(id: id, at: moment)) }

    func append(_ entries: [JournalEntry], to id: String) {
        if let place = runs.firstIndex(where: { $0.id == id }) { runs[place].entries += entries }
    }

    /// The failovers that were done from this machine, oldest first.
    var failovers: [Warrant.Past] {
        runs.filter { run in
            run.recovery?.plan.premise == .deadPrimary && run.recovery?.hasTriedToCommit == true
        }.map { Warrant.Past(run: $0.id, at: $0.at, isAcknowledged: $0.isAcknowledged) }
    }

    /// A person has understood every failover that was.
    package func acknowledge() { for place in runs.indices { runs[place].isAcknowledged = true } }

    package func pause(_ pause: Pause?) { self.pause = pause }

    func recovery(of id: String) -> Recovery? { runs.first { $0.id == id }?.recovery }

    /// The newest run that is open: what was left before a run that has moved the writer was overtaken by it.
    var open: Recovery? {
        for run in runs.reversed() {
            guard let recovery = run.recovery else { continue }
            if recovery.isOpen { return recovery }
            if recovery.overtakesOthers { return nil }
        }
        return nil
    }

    /// The same where hactl died in it, or stopped on its way; what is merely owed is a person's.
    package var unfinished: Recovery? { open.flatMap { $0.isUnfinished ? $0 : nil } }
}

/// A journal on a machine's shelf. A dead hactl writes no more lines.
struct ShelfJournal: Journal {
    let shelf: RunShelf
    let run: String
    let site: SimulatedSite
    let machine: SimulatedMachine

    func append(_ entries: [JournalEntry], durably: Bool) async throws(JournalFailure) {
        guard await site.isAlive(machine) else { return }
        await shelf.append(entries, to: run)
        await site.read(entries, of: machine, in: run)
    }
}
