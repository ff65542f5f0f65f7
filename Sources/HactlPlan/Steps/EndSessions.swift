import HactlModel

/// Ends the clients' sessions. On a closed primary this makes clients reconnect at once instead of waiting for an
/// answer, and on MariaDB it ends those who may write to a read-only server.
package struct EndSessions: Step {
    package static let kind: StepKind = "end-sessions"
    package let member: MemberName

    package var subject: MemberName? { member }
    package var title: String { "End the clients' sessions on \(member)" }
    package var probes: [Probe] { [.activity(member)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        guard instance.writability.isClosed else { return .blocked(because: "\(member) still takes writes") }
        let count = instance.activity.sessions.count
        return count == 0
            ? .satisfied(because: "no client's session is left on \(member)")
            : .pending(because: "\(count) sessions of clients on \(member)")
    }

    package func actions(in facts: Facts) -> [Action] {
        [.sql(member, .endSessions((facts.instance(member)?.activity.sessions ?? []).map(\.id)))]
    }

    package func undo(from before: Facts) -> Undo { .nothing(because: "clients reconnect by themselves") }

    package func change(in facts: Facts) -> String {
        "\(facts.instance(member)?.activity.sessions.count ?? 0) client sessions"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        return try entry.members("on", in: scene, otherwise: [scene.roles.primary]).map { EndSessions(member: $0) }
    }
}
