import HactlModel

/// Both servers can do what a copy asks of them.
package struct CopyMeans: PlainCheck {
    package static let name = "copy-means"
    package static let code = "C03"
    package static let premise = Premise.lostReplica
    package static let summary =
        "hactl's account may copy data on both servers, on MariaDB the recipient's host may load it, and the donor has no table "
        + "that a copy leaves out: MySQL's clone plugin copies InnoDB alone, and a dump is of one moment for InnoDB alone."
    package static let acceptance = Acceptance.partly

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] {
        [scene.roles.donor, scene.roles.primary].compactMap(\.self).filter(scene.names.contains)
    }

    package func findings(in scene: Scene) -> [Finding] {
        subjects(in: scene).flatMap { privileges($0, scene) } + hosts(scene)
            + (scene.roles.donor.map { uncopied($0, scene) } ?? [])
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

    /// MariaDB's host loads the data itself.
    private func hosts(_ scene: Scene) -> [Finding] {
        let name = scene.roles.primary
        guard scene.roles.donor.flatMap({ scene.facts.instance($0) })?.identity.flavour == .mariadb,
            let host = scene.facts.host(name), host.tools.canCopy == false
        else { return [] }
        return [
            failure(
                on: name, "sudo on the host of \(name) does not let hactl load another server's data",
                remedy: "Put what `hactl sudoers` prints for \(name) into its /etc/sudoers.d.")
        ]
    }

    private func uncopied(_ donor: MemberName, _ scene: Scene) -> [Finding] {
        guard let tables = scene.facts.members[donor]?.data?.uncopied, !tables.isEmpty else { return [] }
        let isMariaDB = scene.facts.instance(donor)?.identity.flavour == .mariadb
        let fate = isMariaDB ? "copied, but not as of one moment" : "there, and empty"
        return [
            objection(
                on: donor, "\(tables.listed(atMost: 3)) of \(donor) are not InnoDB: they would be \(fate)",
                remedy: "ALTER TABLE … ENGINE = InnoDB on the primary, or fill them by hand afterwards.")
        ]
    }

    package func passed(in scene: Scene) -> String {
        "hactl's account may copy data on \(subjects(in: scene).listed()), and all of it is InnoDB"
    }
}
