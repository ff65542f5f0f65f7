import HactlModel
import HactlPlan
import HactlRun

extension WatchNews {
    /// What people are told who are not looking; `nil` where they need not know.
    package func notice(of cluster: String, at moment: Moment) -> Notice? {
        func notice(
            _ kind: NoticeKind, _ severity: NoticeSeverity, about subject: String, _ phase: NoticePhase = .trigger,
            lines: [String] = [], run: String? = nil
        ) -> Notice {
            Notice(
                kind, of: cluster, severity, about: subject, phase, "\(cluster): \(words)", lines: lines, run: run,
                at: moment)
        }
        switch self {
        case .suspects, .begins: return nil
        case .stands(.cutOff): return notice(.watchCutOff, .warning, about: "watch")
        case .stands(let stand): return stand.acts ? notice(.watchTakenOver, .info, about: "watch", .resolve) : nil
        case .judges(let verdict):
            if verdict.kind == .healthy { return nil }
            return notice(.verdictChanged, .critical, about: "primary", lines: verdict.evidence)
        case .recovers: return notice(.primaryReturned, .critical, about: "primary", .resolve)
        case .holdsBack(let reasons): return notice(.runHeldBack, .critical, about: "failover", lines: reasons)
        case .ends(let end):
            return notice(
                .runEnded, end.exitCode == 0 ? .info : .critical, about: "run-\(end.run)",
                lines: OutcomeText(end).text().split(separator: "\n").map(String.init), run: end.run)
        case .changes(let before, let status):
            return Self.change(from: before, to: status).map { severity, phase in
                notice(.statusChanged, severity, about: "status", phase, lines: status.findings.flatMap(\.lines))
            }
        }
    }

    /// A watch that begins with a cluster that is well has nothing to tell.
    private static func change(
        from before: HealthStatus?, to status: ClusterStatus
    ) -> (NoticeSeverity, NoticePhase)? {
        switch (before, status.status) {
        case (nil, .ok): nil
        case (let before?, .ok): (before == .warning ? .warning : .critical, .resolve)
        case (_, .warning): (.warning, .trigger)
        case (_, .critical), (_, .unknown): (.critical, .trigger)
        }
    }
}

extension Finding {
    fileprivate var lines: [String] { ["\(code): \(sentence)", "  \(remedy)"] }
}
