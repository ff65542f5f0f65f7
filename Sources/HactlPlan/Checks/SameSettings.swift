import HactlModel

/// Clients find the same server behind the address as before.
package struct SameSettings: PlainCheck {
    package static let name = "same-settings"
    package static let code = "P31"
    package static let summary =
        "The candidate's settings are those of the primary, where clients notice: connections, packet size, SQL mode, "
        + "character sets, memory."
    package static let acceptance = Acceptance.needless

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { [scene.roles.primary, scene.roles.candidate] }

    package func findings(in scene: Scene) -> [Finding] {
        guard let old = scene.primary?.settings, let new = scene.candidate?.settings else { return [] }
        let own: [String] = scene.cluster.partners.isEmpty ? [] : ["auto_increment_offset"]
        let compared = Set(old.keys).intersection(new.keys).subtracting(Durability.variables).subtracting(own)
        return compared.sorted().filter { old[$0] != new[$0] }.map { differing($0, old[$0], new[$0], scene) }
    }

    private func differing(_ variable: String, _ old: String?, _ new: String?, _ scene: Scene) -> Finding {
        let (primary, candidate) = (scene.roles.primary, scene.roles.candidate)
        return warning(
            on: candidate,
            "\(variable) is \(old ?? "") on \(primary) and \(new ?? "") on \(candidate): clients may notice",
            remedy: "Make them equal: SET GLOBAL \(variable) on \(candidate), and in its option file.")
    }

    package func passed(in scene: Scene) -> String {
        "the settings of \(scene.roles.candidate) are those of \(scene.roles.primary)"
    }
}
