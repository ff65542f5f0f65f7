import HactlModel
import HactlPlan
import HactlRun

/// A run as its journal tells it.
package struct HistoryRun: Equatable, Sendable {
    package var id: String
    package var startedAt: Moment
    package var cluster: String
    package var playbook: String
    package var from: MemberName
    package var to: MemberName
    package var who: String
    /// The drill that it belongs to; `nil` where it was in earnest.
    package var drill: String?
    /// `nil` while it runs, or when hactl died.
    package var outcome: Outcome?
    package var outage: Outage?

    /// `nil` when the journal doesn't begin with a plan.
    package init?(_ journal: JournalReading) {
        guard let first = journal.lines.first, case .started(let plan, _, let author) = first.entry else { return nil }
        (id, startedAt, cluster, playbook) = (plan.id, first.at, plan.cluster, plan.playbook)
        (from, to, who, drill) = (plan.roles.primary, plan.roles.candidate, author.who, author.drill)
        for entry in journal.entries.dropFirst() { read(entry) }
    }

    private mutating func read(_ entry: JournalEntry) {
        switch entry {
        case .started: outcome = nil
        case .finished(let outcome): self.outcome = outcome
        case .outage(let outage): self.outage = outage
        default: break
        }
    }

    /// Which way of which drill it was; `nil` where it was in earnest.
    package var drillWords: String? {
        drill.map { $0 == id ? "the way there of a drill" : "the way back of the drill \($0)" }
    }

    package var words: String { outcome?.words ?? "not finished: hactl resume \(id), or hactl rollback \(id)" }

    package var json: JSON {
        [
            "run": .text(id), "started_at": .text(startedAt.description), "cluster": .text(cluster),
            "playbook": .text(playbook), "from": .text(from.text), "to": .text(to.text), "who": .text(who),
            "drill": .optional(drill), "outcome": .optional(outcome?.name), "words": .text(words),
            "exit_code": outcome.map { .number(Int64($0.exitCode)) } ?? .null,
            "outage_ms": outage.map { .number($0.length.milliseconds) } ?? .null,
        ]
    }
}
