import HactlModel

/// Logs in with the replication account before anything is frozen, from the host that will follow: a password that is
/// wrong would otherwise show only when the old primary is a replica of nobody.
package struct TryLogin: Step {
    package static let kind: StepKind = "try-login"
    package let member: MemberName
    package let source: MemberName
    package let account: String

    package init(member: MemberName, source: MemberName, account: String) {
        self.member = member
        self.source = source
        self.account = account
    }

    package var subject: MemberName? { member }
    package var title: String { "Try from \(member) whether \(source) lets \(account) in" }
    package var probes: [Probe] { [.login(to: source, from: member)] }

    /// What keeps hactl from trying is no reason to refuse: not every sshd forwards.
    package func status(in facts: Facts) -> StepStatus {
        switch facts.logins[member] {
        case nil: .settling(because: "nobody has tried yet")
        case .seen?: .satisfied(because: "\(source) lets \(account) in from \(member)")
        case .unseen(let reason)? where reason.kind == .authentication:
            .blocked(
                because: "\(source) does not let \(account) in from \(member) (\(reason.detail)): \(member) could not "
                    + "follow it. See `replication` in the inventory, and the account on \(source)")
        case .unseen(let reason)?: .satisfied(because: "it could not be tried (\(reason.sentence))")
        }
    }

    package func actions(in facts: Facts) -> [Action] { [] }

    package func undo(from before: Facts) -> Undo { .nothing(because: "it only tries") }

    package func change(in facts: Facts) -> String { "a login of \(account), ended at once" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "source"])
        let source = try entry.member("source", in: scene, otherwise: scene.roles.candidate)
        let members = try entry.members("on", in: scene, otherwise: [scene.roles.primary])
        guard let account = scene.cluster.replication?.user else { return [] }
        return members.filter { $0 != source }.map { TryLogin(member: $0, source: source, account: account) }
    }
}
