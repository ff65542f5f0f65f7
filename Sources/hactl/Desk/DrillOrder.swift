import ArgumentParser
import HactlModel
import HactlPlan
import HactlReport

/// What a drill is to do.
struct DrillOrder {
    let playbook: String
    /// Who is to be primary for a while; chosen where it is `nil`.
    let to: String?
    let hold: Duration
    let gate: DrillGate
    /// Codes of findings that are left aside.
    let accepted: [String]
    let isUnattended: Bool
    let isQuiet: Bool

    /// Health checks are asked of the cluster, not of a plan.
    func making(to member: String?) throws -> PlanOptions {
        let codes = accepted.filter { !HealthCatalog.codes.contains($0) }
        return try PlanOptions.parse((member.map { ["--to", $0] } ?? []) + codes.flatMap { ["--accept", $0] })
    }

    /// What keeps a drill from beginning.
    func objections(in health: ClusterHealth) -> [Finding] {
        health.findings.filter { $0.severity != .note && !accepted.contains($0.code) }
    }
}
