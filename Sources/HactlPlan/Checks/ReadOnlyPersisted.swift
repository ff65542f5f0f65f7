import HactlModel

/// Everybody comes back read-only from a restart.
package struct ReadOnlyPersisted: PlainCheck {
    package static let name = "read-only-persisted"
    package static let code = "P20"
    package static let summary =
        "Every member would come back read-only from a restart: an old primary that comes back writable is a second "
        + "writer. Warns only, since persist-roles at the end of the switch cures it."
    package static let acceptance = Acceptance.needless

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        scene.members.compactMap { judge($0.name, scene.facts.staysReadOnly($0.name)) }
    }

    private func judge(_ name: MemberName, _ stays: Bool?) -> Finding? {
        switch stays {
        case true?: nil
        case false?:
            warning(
                on: name, "\(name) would come back writable from a restart: it would be a second writer",
                remedy: "The step persist-roles cures it; until then, write read_only=ON in its option file.")
        case nil:
            warning(
                on: name, "it can't be told whether \(name) would come back read-only from a restart",
                remedy: "Write read_only=ON in its option file, and let hactl read it.")
        }
    }

    package func passed(in scene: Scene) -> String {
        "\(scene.names.listed()) would come back read-only from a restart"
    }
}
