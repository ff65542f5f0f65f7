import HactlModel
import HactlPlan
import HactlRun

extension RunReport {
    package var json: JSON {
        guard case .object(var fields) = run.json else { return run.json }
        fields["title"] = .text(plan.title)
        fields["ended_at"] = .text(ended.description)
        fields["committed_at"] = .optional(committedAt?.description)
        fields["freeze_ms"] = freeze.map { .number(($0.to - $0.from).milliseconds) } ?? .null
        fields["went_back"] = .optional(wayBack)
        fields["owed"] = .list(owed.map(JSON.text))
        fields["overruled"] = .list(plan.accepted.map(JSON.text))
        fields["evidence"] = .list(evidence.map { ["name": .text($0.name), "value": .text($0.value)] })
        fields["resumed"] = .list(resumptions.map { ["at": .text($0.at.description), "who": .text($0.who)] })
        fields["steps"] = .list(rows.map(\.json))
        return .object(fields)
    }
}

extension RunRow {
    var json: JSON {
        [
            "step": .text(number), "subject": .optional(subject), "title": .text(title),
            "phase": .text(phase.rawValue), "result": .text(result.rawValue), "reason": .text(reason),
            "began_at": .optional(began?.description), "ended_at": .optional(ended?.description),
        ]
    }
}
