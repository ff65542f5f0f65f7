import HactlModel

/// hactl's account may do whatever a run would ask for.
package struct Privileges: PlainCheck {
    package static let name = "privileges"
    package static let code = "P32"
    package static let summary =
        "hactl's account has every privilege that `hactl grants` prints: a statement that is refused in the middle of a "
        + "switch ends it there."
    package static let acceptance = Acceptance.always

    package init() {}

    package func findings(in scene: Scene) -> [Finding] { scene.names.compactMap { judge($0, scene) } }

    private func judge(_ name: MemberName, _ scene: Scene) -> Finding? {
        guard let missing = scene.facts.instance(name)?.missingPrivileges, !missing.isEmpty else { return nil }
        let account = scene.cluster.members.first { $0.name == name }?.sql.user ?? "hactl"
        return objection(
            on: name, "the account \(account) lacks \(missing.joined(separator: "; ")) on \(name)",
            remedy: "Grant what `hactl grants --cluster \(scene.cluster.name)` prints, on the primary.")
    }

    package func passed(in scene: Scene) -> String { "hactl's account has every privilege it needs" }
}
