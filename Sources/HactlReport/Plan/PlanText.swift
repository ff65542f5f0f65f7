import HactlModel
import HactlPlan

/// A plan as an operator reads it, from the cluster's picture down to the line that sums it up.
package struct PlanText: Sendable {
    private let report: PlanReport

    package init(_ report: PlanReport) { self.report = report }

    package func text(_ style: Style = .plain) -> String { lines(style).joined(separator: "\n") }

    private func lines(_ style: Style) -> [String] {
        let plan = report.plan
        let findings = FindingsText(report.findings, passed: report.passed, accepted: plan.accepted)
        guard plan.hasChanges(in: report.facts) else {
            return [header] + report.tree.lines(style, isAligned: true) + findings.lines(style)
                + (plan.isSteady ? election : [])
                + ["", noChanges]
        }
        return warning + [header] + verdict(style) + FromTo(plan, from: report.tree).lines(style)
            + findings.lines(style) + election + [""]
            + StepList(of: plan, seen: report.facts).lines(style) + [""] + summary(style)
    }

    /// `Cluster shop   mysql 9.7.4   3 members   observed 2026-10-02T14:15:03Z (age 0.4s)`
    package var header: String {
        let parts = [
            "Cluster \(report.cluster.name)", versions, report.cluster.members.count.counted("member"),
            "observed \(report.observedAt.toTheSecond)" + (report.age.map { " (age \($0.words))" } ?? ""),
        ]
        return parts.joined(separator: "   ")
    }

    /// What a person has answered for stands before everything else.
    private var warning: [String] {
        report.plan.isUnfenced ? ["UNFENCED: \(report.plan.roles.primary) may still take writes, as was accepted."] : []
    }

    private func verdict(_ style: Style) -> [String] {
        report.plan.verdict.map { VerdictText($0).lines(style) + [""] } ?? []
    }

    private var versions: String {
        let identities = report.cluster.members.compactMap { report.facts.instance($0.name)?.identity }
        let words = identities.map { "\($0.flavour.rawValue) \($0.version)" }
        let distinct = words.enumerated().filter { words.firstIndex(of: $0.element) == $0.offset }.map(\.element)
        return distinct.isEmpty ? "no server seen" : distinct.joined(separator: ", ")
    }

    private var election: [String] {
        if report.election.isEmpty { return [] }
        let heading =
            report.plan.isSteady
            ? "Readers:"
            : report.plan.roles.donor.map { "Donor: \($0)" } ?? "Candidate: \(report.plan.roles.candidate)"
        return [heading] + report.election.map { "  " + $0 }
    }

    private func summary(_ style: Style) -> [String] {
        let estimate = OutageEstimate(of: report.plan, in: report.facts, measured: report.roundTrip)
        let line = PlanSummary(of: report.plan, in: report.facts).line
        return (estimate.map { [$0.sentence, branch] } ?? []) + [style.paint(line, .bold)]
    }

    private var branch: String {
        "If \(report.plan.roles.primary) dies before the point of no return, a failover follows, once you agree to it or where the "
            + "policy names its verdict."
    }

    private var noChanges: String {
        let roles = report.plan.roles
        let primary = report.facts.writable.contains(roles.candidate) ? roles.candidate : roles.primary
        return Self.noChanges(cluster: report.cluster.name, primary: primary)
    }

    /// Frozen up to the full stop after `changes`.
    package static func noChanges(cluster: String, primary: MemberName) -> String {
        "No changes. \(primary) is the primary of \(cluster), and everything is as the playbook wants it."
    }
}

extension Moment {
    /// `2026-10-02T14:15:03Z`
    package var toTheSecond: String { String(description.prefix(19)) + "Z" }
}

extension Plan {
    /// A failover without a fence, which a person has accepted.
    var isUnfenced: Bool { premise == .deadPrimary && accepted.contains(FencePossible.code) }
}
