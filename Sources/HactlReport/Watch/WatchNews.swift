import HactlModel
import HactlPlan
import HactlRun

/// What a watch has to tell of a cluster when it happens.
package enum WatchNews: Sendable {
    /// It leads from now on, or another one does.
    case stands(Stand)
    /// The primary gives no sign; the others are asked about it.
    case suspects(String)
    /// Another verdict than before.
    case judges(Verdict)
    /// The primary answers again.
    case recovers(MemberName)
    /// Something is due, and nothing is done: sentences without full stops.
    case holdsBack([String])
    /// A run begins: why.
    case begins(playbook: String, because: String)
    case ends(RunEnd)
    /// What hactl check says of it changed.
    case changes(from: HealthStatus?, to: ClusterStatus)

    /// One line without a full stop; it does not name the cluster.
    package var words: String {
        switch self {
        case .stands(let stand): stand.words
        case .suspects(let reason): "no sign of the primary: \(reason)"
        case .judges(let verdict): verdict.sentence
        case .recovers(let primary): "\(primary) answers again"
        case .holdsBack(let reasons): "nothing is done: \(reasons.joined(separator: "; "))"
        case .begins(let playbook, let reason): "\(playbook) begins: \(reason)"
        case .ends(let end): "\(end.plan.playbook) \(end.run): \(end.outcome.words)" + outage(end)
        case .changes(_, let status): "\(status.status.word): \(status.summary)"
        }
    }

    private func outage(_ end: RunEnd) -> String { end.outage.map { "; write outage \($0.words)" } ?? "" }

    package var level: EventLine.Level {
        switch self {
        case .stands(.cutOff), .suspects, .holdsBack: .warning
        case .stands, .recovers, .begins: .info
        case .judges(let verdict): verdict.kind == .healthy ? .info : .error
        case .ends(let end): end.exitCode == 0 ? .info : .error
        case .changes(_, let status): [.ok: .info, .warning: .warning][status.status] ?? .error
        }
    }

    /// `watch_stands`, `watch_judges`, …
    private var type: String {
        switch self {
        case .stands: "watch_stands"
        case .suspects: "watch_suspects"
        case .judges: "watch_judges"
        case .recovers: "watch_recovers"
        case .holdsBack: "watch_holds_back"
        case .begins: "watch_begins"
        case .ends: "watch_ends"
        case .changes: "watch_changes"
        }
    }

    package func event(of cluster: String, at moment: Moment) -> EventLine {
        var fields: [String: JSON] = ["cluster": .text(cluster)]
        switch self {
        case .stands(let stand): fields["stand"] = .text(stand.name)
        case .judges(let verdict):
            fields["verdict"] = .text(verdict.kind.rawValue)
            fields["evidence"] = .list(verdict.evidence.map(JSON.text))
        case .ends(let end):
            fields["run"] = .text(end.run)
            fields["playbook"] = .text(end.plan.playbook)
            fields["from"] = .text(end.plan.roles.primary.text)
            fields["to"] = .text(end.plan.roles.candidate.text)
            fields["outcome"] = .text(end.outcome.name)
            fields["exit_code"] = .number(Int64(end.exitCode))
        case .changes(_, let status): fields["status"] = .text(status.status.word)
        case .suspects, .recovers, .holdsBack, .begins: break
        }
        return EventLine(type, level, at: moment, "\(cluster): \(words)", fields)
    }
}
