import HactlModel

/// Who could write to a primary that is closed.
package struct PrivilegedSessions: PlainCheck {
    package static let name = "privileged-sessions"
    package static let code = "P19"
    package static let summary =
        "No client whose account ignores read_only is connected to the primary: on MariaDB it can write to a server "
        + "that is closed. Such sessions are ended in the freeze, but may come back. MySQL's super_read_only keeps "
        + "them out."
    package static let acceptance = Acceptance.always

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { [scene.roles.primary] }

    package func findings(in scene: Scene) -> [Finding] {
        guard let primary = scene.primary else { return [] }
        // hactl's own account is one of them, and another hactl that looks is no danger.
        let own = scene.cluster.member(named: scene.roles.primary)?.sql.user
        let sessions = primary.activity.sessions.filter { $0.ignoresReadOnly && $0.user != own }
        if sessions.isEmpty { return [] }
        let who = "\(sessions.count.of("session")) of \(Set(sessions.map(\.user)).sorted().listed())"
        return [primary.writability.superReadOnly == nil ? dangerous(who, scene) : harmless(who, scene)]
    }

    private func dangerous(_ who: String, _ scene: Scene) -> Finding {
        objection(
            on: scene.roles.primary,
            "\(who) on \(scene.roles.primary) may write to a read-only server: coming back after the closing, they "
                + "could write what the candidate never gets",
            remedy: "End them, and take SUPER and READ_ONLY ADMIN from accounts of applications and cron jobs.")
    }

    private func harmless(_ who: String, _ scene: Scene) -> Finding {
        note(
            on: scene.roles.primary, "\(who) on \(scene.roles.primary) may ignore read_only, but not super_read_only",
            remedy: "Nothing to do: the primary is closed with super_read_only.")
    }

    package func passed(in scene: Scene) -> String {
        "nobody on \(scene.roles.primary) is privileged to ignore read_only"
    }
}
