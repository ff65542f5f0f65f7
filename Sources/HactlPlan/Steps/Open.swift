import HactlModel

/// Opens the new primary to writes: the commit point. It refuses unless the old primary is closed and everything it
/// had is there.
package struct Open: Step {
    package static let kind: StepKind = "open"
    package let member: MemberName
    package let successorOf: MemberName

    package var subject: MemberName? { member }
    package var title: String { "Open \(member) to writes" }
    package var probes: [Probe] {
        [.writability(member), .transactions(member), .writability(successorOf), .transactions(successorOf)]
    }

    package func status(in facts: Facts) -> StepStatus {
        guard let new = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        if new.writability.isWritable { return .satisfied(because: "\(member) takes writes") }
        guard let old = facts.instance(successorOf) else { return .blocked(because: blind(successorOf, facts)) }
        guard old.writability.isClosed else { return .blocked(because: "\(successorOf) is not closed to writes") }
        switch facts.containment(of: successorOf, on: member) {
        case .yes:
            if old.countsByPlace, facts.handover(to: member, after: old.transactions.executed) == nil {
                return .blocked(because: "where the others go on in the log of \(member) is not known")
            }
            return .pending(because: "\(member) is read-only")
        case .no(let missing): return .blocked(because: "\(member) lacks \(missing) of \(successorOf)")
        case .incomparable(let reason): return .blocked(because: reason)
        }
    }

    package func actions(in facts: Facts) -> [Action] { [.sql(member, .open)] }

    package func undo(from before: Facts) -> Undo {
        .impossible(because: "\(member) may have taken writes that \(successorOf) doesn't have")
    }

    package func change(in facts: Facts) -> String {
        facts.instance(member)?.identity.flavour == .mariadb
            ? "read_only ON -> OFF" : "super_read_only, read_only ON -> OFF"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        let member = try entry.member("on", in: scene, otherwise: scene.roles.candidate)
        return [Open(member: member, successorOf: scene.roles.primary)]
    }
}
