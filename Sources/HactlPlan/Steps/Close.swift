import HactlModel

/// Closes the primary to writes: the freeze begins here. Also for privileged sessions where the server can do that.
package struct Close: Step {
    package static let kind: StepKind = "close"
    package let member: MemberName
    /// How long the server may wait for locks of others before it gives up by itself.
    package let lockWait: Duration

    package var subject: MemberName? { member }
    package var title: String { "Close \(member) to writes" }
    package var probes: [Probe] { [.writability(member)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        return instance.writability.isClosed
            ? .satisfied(because: "\(member) is read-only") : .pending(because: "\(member) takes writes")
    }

    package func actions(in facts: Facts) -> [Action] { [.sql(member, .close(lockWait: lockWait))] }

    package func undo(from before: Facts) -> Undo {
        guard let writability = before.instance(member)?.writability, !writability.isClosed else {
            return .nothing(because: "it was closed before")
        }
        if let other = before.writable.first(where: { $0 != member }) {
            return .nothing(because: "\(other) takes writes: a second writer is never put back")
        }
        return .actions([.sql(member, .restore(writability))])
    }

    package func change(in facts: Facts) -> String {
        facts.instance(member)?.identity.flavour == .mariadb ? "read_only OFF -> ON" : "super_read_only OFF -> ON"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "lock-wait"])
        let lockWait = try entry.duration("lock-wait", in: scene, otherwise: .seconds(1))
        return try entry.members("on", in: scene, otherwise: [scene.roles.primary])
            .map { Close(member: $0, lockWait: lockWait) }
    }
}
