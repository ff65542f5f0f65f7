import HactlModel

/// Both servers can do what a copy asks of them.
package struct CopyMeans: PlainCheck {
    package static let name = "copy-means"
    package static let code = "R03"
    package static let premise = Premise.lostReplica
    package static let summary =
        "hactl's account may copy data on both servers, and the donor has no table that a copy leaves out: the clone plugin "
        + "copies InnoDB alone, and makes other tables anew, empty."
    package static let acceptance = Acceptance.partly

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] {
        [scene.roles.donor, scene.roles.primary].compactMap(\.self).filter(scene.names.contains)
    }

    package func findings(in scene: Scene) -> [Finding] {
        subjects(in: scene).flatMap { privileges($0, scene) } + (scene.roles.donor.map { uncopied($0, scene) } ?? [])
    }

    private func privileges(_ name: MemberName, _ scene: Scene) -> [Finding] {
        guard let data = scene.facts.members[name]?.data else {
            if scene.facts.instance(name) == nil { return [] }
            return [
                failure(
                    on: name, "what \(name) keeps can't be seen",
                    remedy: "See hactl check, and whether \(name) can copy data at all (MySQL from 8.0.17 on).")
            ]
        }
        if data.missingPrivileges.isEmpty { return [] }
        let account = scene.cluster.member(named: name)?.sql.user ?? "hactl"
        return [
            failure(
                on: name, "the account \(account) lacks \(data.missingPrivileges.joined(separator: "; ")) on \(name)",
                remedy: "Grant what `hactl grants --cluster \(scene.cluster.name)` prints, on the primary.")
        ]
    }

    private func uncopied(_ donor: MemberName, _ scene: Scene) -> [Finding] {
        guard let tables = scene.facts.members[donor]?.data?.uncopied, !tables.isEmpty else { return [] }
        return [
            objection(
                on: donor, "\(tables.listed(atMost: 3)) of \(donor) are not InnoDB: they would be there, and empty",
                remedy: "ALTER TABLE … ENGINE = InnoDB on the primary, or fill them by hand afterwards.")
        ]
    }

    package func passed(in scene: Scene) -> String {
        "hactl's account may copy data on \(subjects(in: scene).listed()), and all of it is InnoDB"
    }
}
