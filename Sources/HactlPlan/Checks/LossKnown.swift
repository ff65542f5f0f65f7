import HactlModel

/// What is lost with the primary is known to be nothing, or is said.
package struct LossKnown: PlainCheck {
    package static let name = "loss"
    package static let code = "F05"
    package static let premise = Premise.deadPrimary
    package static let summary =
        "Says what may be lost with the primary: transactions that it acknowledged and no survivor has received. With "
        + "semi-sync that had not fallen back these are none; otherwise nobody can tell before its disk is read."
    package static let acceptance = Acceptance.needless

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { scene.roles.survivors }

    package func findings(in scene: Scene) -> [Finding] {
        guard scene.primary == nil else { return [] }
        let semiSync = scene.roles.survivors.filter { scene.facts.instance($0)?.semiSync?.replicaEnabled == true }
        let words =
            semiSync.isEmpty
            ? "replication was asynchronous: what \(scene.roles.primary) acknowledged last may be lost, and how much can't "
                + "be told"
            : "\(semiSync.listed()) acknowledged as semi-sync replicas: nothing is lost, unless \(scene.roles.primary) had "
                + "fallen back to asynchronous replication before it died"
        return [
            Finding(
                Self.code, semiSync.isEmpty ? .warning : .note, words,
                remedy: "Keep the disk of \(scene.roles.primary): its binlogs hold what is missing.")
        ]
    }

    package func passed(in scene: Scene) -> String { "\(scene.roles.primary) answers: it can be asked what it has" }
}
