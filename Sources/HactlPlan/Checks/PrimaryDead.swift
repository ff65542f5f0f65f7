import HactlModel

/// The primary is dead, and that is proven.
package struct PrimaryDead: PlainCheck {
    package static let name = "primary-dead"
    package static let code = "F01"
    package static let premise = Premise.deadPrimary
    package static let summary =
        "The verdict proves that the primary is dead, or the cluster's policy names it, or an operator accepts it where "
        + "the primary surely serves nobody (hung, starting, semi-sync-locked). Of one that is unknown, or that lives, "
        + "nobody can accept the death."
    package static let acceptance = Acceptance.partly
    package static let needs = Vantage.inventory

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        let verdict = Verdict(of: scene.roles.primary, in: scene.cluster, seen: scene.facts)
        if verdict.kind.provesDeath || scene.cluster.policy.unattended.contains(verdict.kind) { return [] }
        let mayBeAccepted = VerdictKind.actionable.contains(verdict.kind)
        return [
            Finding(
                Self.code, .failure, on: scene.roles.primary, verdict.sentence, remedy: Self.remedy(for: verdict.kind),
                mayBeAccepted: mayBeAccepted)
        ]
    }

    private static func remedy(for kind: VerdictKind) -> String {
        switch kind {
        case .healthy: "Nothing needs a failover. To move the writer: hactl plan switchover."
        case .overloaded, .refused:
            "It lives. Free it of its load or its limits; hactl plan switchover needs it to answer."
        case .partition: "Cure the way to it, or run hactl from where it can be reached."
        case .observerIsolated: "Run hactl from a machine that reaches the cluster."
        case .hung, .starting, .semiSyncLocked:
            "If it will not come back by itself in time: --accept \(code), or name the verdict in `policy: unattended`."
        case .unknown: "Find out by hand whether it lives: hactl verdict shows what is known."
        case .processDead, .hostDead: "It is dead."
        }
    }

    package func passed(in scene: Scene) -> String {
        Verdict(of: scene.roles.primary, in: scene.cluster, seen: scene.facts).sentence
    }
}
