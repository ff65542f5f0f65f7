import HactlModel

/// Without GTIDs, who has not all that the new primary has can't follow it.
package struct LeftBehind: PlainCheck {
    package static let name = "left-behind"
    package static let code = "F07"
    package static let premise = Premise.deadPrimary
    package static let summary =
        "Without GTIDs: names the replicas that have received less than the new primary. Where in its log they would have to "
        + "go on can't be told, so they are left as they are, read-only, and have to be rebuilt. With GTIDs it asks nothing."
    package static let acceptance = Acceptance.needless

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { scene.roles.survivors }

    package func findings(in scene: Scene) -> [Finding] {
        scene.seen(scene.roles.isolated).compactMap { judge($0, scene) }
    }

    private func judge(_ member: SeenMember, _ scene: Scene) -> Finding? {
        guard let theirs = scene.candidate?.held, let mine = member.instance.held, member.instance.countsByPlace,
            case .no = mine.contains(theirs)
        else { return nil }
        let (name, new) = (member.name, scene.roles.candidate)
        return warning(
            on: name,
            "\(name) has received \(scene.roles.primary)'s log up to \(mine), and \(new) up to \(theirs): without GTIDs "
                + "nobody can tell where in the log of \(new) it would go on, so it is left behind",
            remedy: "Rebuild \(name) from \(new) or another replica afterwards.")
    }

    package func passed(in scene: Scene) -> String { "nobody is left behind for the want of GTIDs" }
}
