import HactlModel

/// These are servers with ordinary replication.
package struct NoClusterware: PlainCheck {
    package static let name = "no-clusterware"
    package static let code = "P27"
    package static let summary =
        "No member belongs to Galera or Group Replication: those choose their writers themselves, and hactl would "
        + "break the group."
    package static let acceptance = Acceptance.never

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        scene.members.compactMap { member in
            member.instance.identity.clusterware.map { refuse(member.name, $0) }
        }
    }

    private func refuse(_ name: MemberName, _ clusterware: String) -> Finding {
        failure(
            on: name, "\(name) is a member of \(clusterware), which chooses its writers itself",
            remedy: "Use the tools of \(clusterware); hactl moves writers of ordinary replication only.")
    }

    package func passed(in scene: Scene) -> String { "\(scene.names.listed()) use ordinary replication" }
}
