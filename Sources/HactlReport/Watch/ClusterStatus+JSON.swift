import HactlModel
import HactlPlan

extension ClusterStatus {
    /// Times are RFC 3339, lags seconds; what is not known is `null`.
    package var json: JSON {
        [
            "cluster": .text(cluster), "observed_at": .text(observedAt.description), "status": .text(status.word),
            "state": .text(state.rawValue), "summary": .text(summary), "primary": .optional(primary?.text),
            "endpoint": .optional(endpoint), "members": .list(members.map(\.json)),
            "proxies": .list(routes.map(\.json)), "findings": .list(findings.map(\.json)),
            "verdict": verdict?.json ?? .null, "stand": stand.json, "pause": pause?.json ?? .null,
            "running": running?.json ?? .null, "holds_back": .list(holdsBack.map(JSON.text)),
        ]
    }
}

extension MemberStatus {
    var json: JSON {
        guard case .object(var fields) = node.json else { return node.json }
        fields["lag_seconds"] = lag.map { .number(Int64($0)) } ?? .null
        return .object(fields)
    }
}

extension Finding {
    fileprivate var json: JSON {
        [
            "code": .text(code), "severity": .text(severity.rawValue), "member": .optional(subject?.text),
            "sentence": .text(sentence), "remedy": .text(remedy),
        ]
    }
}

extension DatedVerdict {
    fileprivate var json: JSON {
        [
            "at": .text(at.description), "kind": .text(verdict.kind.rawValue), "primary": .text(verdict.primary.text),
            "sentence": .text(verdict.sentence), "evidence": .list(verdict.evidence.map(JSON.text)),
        ]
    }
}

extension Stand {
    fileprivate var json: JSON { ["name": .text(name), "acts": .flag(acts), "words": .text(words)] }
}

extension Pause {
    fileprivate var json: JSON {
        ["until": .optional(until?.description), "who": .text(who), "reason": .text(reason)]
    }
}

extension RunUnderway {
    fileprivate var json: JSON {
        [
            "run": .text(id), "playbook": .text(playbook), "done": .number(Int64(done)), "of": .number(Int64(of)),
            "words": .text(words),
        ]
    }
}
