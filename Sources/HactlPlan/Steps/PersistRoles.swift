import HactlModel

/// Makes sure that a member comes back read-only from a restart, whatever its role is now: only hactl opens a server,
/// and at run time. A second writer after a reboot is how data is lost.
package struct PersistRoles: Step {
    package static let kind: StepKind = "persist-roles"
    package let member: MemberName

    package var subject: MemberName? { member }
    package var title: String { "Let \(member) come back read-only from a restart" }
    /// What the option files say was seen when the run began, and an order that changes them shows them anew: a whole
    /// look at every host would cost the clients that have just come back more than it tells.
    package var probes: [Probe] { [.writability(member)] }

    package func status(in facts: Facts) -> StepStatus {
        guard facts.instance(member) != nil else { return .blocked(because: blind(member, facts)) }
        switch facts.staysReadOnly(member) {
        case true?: return .satisfied(because: "\(member) would come back read-only")
        case false?: return .pending(because: "\(member) would come back writable")
        case nil: return .pending(because: "it can't be told how \(member) would come back")
        }
    }

    package func actions(in facts: Facts) -> [Action] { [order(true, in: facts)] }

    package func undo(from before: Facts) -> Undo {
        before.staysReadOnly(member) == false
            ? .actions([order(false, in: before)]) : .nothing(because: "nothing safer can be put back")
    }

    /// `SET PERSIST` came with MySQL 8.0; elsewhere an option file says it.
    private func order(_ value: Bool, in facts: Facts) -> Action {
        let inFiles = facts.instance(member)?.identity.persistsInFiles ?? true
        return !inFiles ? .sql(member, .persistReadOnly(value)) : .host(member, .persistReadOnly(value))
    }

    package func change(in facts: Facts) -> String { "read_only after a restart -> ON" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        return try entry.members("on", in: scene, otherwise: scene.roles.all).map { PersistRoles(member: $0) }
    }
}

extension Facts {
    /// Whether a member would come back read-only from a restart: the server's persisted setting goes before the
    /// option files.
    package func staysReadOnly(_ name: MemberName) -> Bool? {
        instance(name)?.writability.persistedReadOnly ?? host(name)?.optionFileReadOnly
    }
}
