import HactlModel

/// Enough of the others are there to say who has what.
package struct SurvivorsSeen: PlainCheck {
    package static let name = "survivors"
    package static let code = "F03"
    package static let premise = Premise.deadPrimary
    package static let summary =
        "Every member but the primary answers. One that can't be seen may have acknowledged transactions that nobody "
        + "else has: it is left behind only when an operator accepts it, and never when most are missing."
    package static let acceptance = Acceptance.partly
    package static let needs = Vantage.inventory

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        let others = scene.replicaNames
        let unseen = Vantage.sql.unseen(others, in: scene.facts)
        let isMinority = unseen.count * 2 <= others.count
        return unseen.map { name in
            let why = scene.facts.blindness(of: name) ?? "\(name) can't be seen"
            return Finding(
                Self.code, .failure, on: name, "\(why): it may have transactions that nobody else has",
                remedy: isMinority
                    ? "Bring it back, or leave it behind with --accept \(Self.code)."
                    : "Bring the others back first: most of the cluster is missing.",
                mayBeAccepted: isMinority)
        }
    }

    package func passed(in scene: Scene) -> String { "\(scene.replicaNames.listed()) answer" }
}
