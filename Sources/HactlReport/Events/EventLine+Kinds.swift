import HactlModel

extension EventLine {
    /// The first line.
    package static func version(_ hactl: String, at moment: Moment) -> EventLine {
        EventLine("version", at: moment, "hactl \(hactl)", ["hactl": .text(hactl), "schema": .text(schema)])
    }

    package static func finding(_ finding: Finding, accepted: [String] = [], at moment: Moment) -> EventLine {
        let isAccepted = finding.mayBeAccepted && accepted.contains(finding.code)
        return EventLine(
            "finding", level(of: finding.severity, isAccepted: isAccepted), at: moment, finding.summary,
            [
                "code": .text(finding.code), "severity": .text(finding.severity.rawValue),
                "member": .optional(finding.subject?.text), "remedy": .text(finding.remedy),
                "may_be_accepted": .flag(finding.mayBeAccepted), "accepted": .flag(isAccepted),
            ])
    }

    private static func level(of severity: Finding.Severity, isAccepted: Bool) -> Level {
        switch severity {
        case .note: .info
        case .warning: .warning
        case .failure: isAccepted ? .warning : .error
        }
    }

    /// An error that ends the command before or without a run.
    package static func diagnostic(_ refusal: Refusal, at moment: Moment) -> EventLine {
        EventLine(
            "diagnostic", .error, at: moment, refusal.problem,
            [
                "severity": "error", "summary": .text(refusal.problem),
                "details": .list(refusal.details.map(JSON.text)), "hint": .optional(refusal.hint),
            ])
    }

    package static func topology(_ tree: TopologyTree, at moment: Moment) -> EventLine {
        EventLine("topology", at: moment, "Topology of \(tree.cluster)", ["topology": tree.json])
    }

    /// The last line of a command that ended without a run.
    package static func end(exitCode: Int32, _ message: String, at moment: Moment) -> EventLine {
        EventLine(
            "outcome", exitCode == 0 ? .info : .error, at: moment, message,
            ["outcome": exitCode == 0 ? "ok" : "refused", "exit_code": .number(Int64(exitCode))])
    }
}
