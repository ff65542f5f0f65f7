import HactlModel

/// Gives a member its side of semi-synchronous replication. The source side is switched on only once replicas are
/// there to acknowledge: without them every commit would wait for the timeout.
package struct SemiSyncRole: Step {
    package static let kind: StepKind = "semi-sync"
    package let member: MemberName
    package let role: Role

    package enum Role: String, Sendable, Codable, CaseIterable {
        case source, replica
    }

    package var subject: MemberName? { member }
    package var title: String { "Make \(member) the semi-sync \(role.rawValue)" }
    package var probes: [Probe] { [.semiSync(member)] }

    private var wanted: (source: Bool, replica: Bool) { (role == .source, role == .replica) }

    package func status(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        guard let semiSync = instance.semiSync else { return .satisfied(because: "\(member) has no semi-sync") }
        return (semiSync.sourceEnabled, semiSync.replicaEnabled) == wanted
            ? .satisfied(because: "\(member) is the semi-sync \(role.rawValue)")
            : .pending(because: "\(member) is not the semi-sync \(role.rawValue)")
    }

    package func actions(in facts: Facts) -> [Action] {
        [.sql(member, .semiSync(source: wanted.source, replica: wanted.replica))]
    }

    package func undo(from before: Facts) -> Undo {
        guard let semiSync = before.instance(member)?.semiSync else { return .nothing(because: "it has no semi-sync") }
        return .actions([
            .sql(member, .semiSync(source: semiSync.sourceEnabled, replica: semiSync.replicaEnabled))
        ])
    }

    package func change(in facts: Facts) -> String { "semi-sync role -> \(role.rawValue)" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "role"])
        let word = try entry.argument("role", example: "role: source").word("role", of: Role.allCases.map(\.rawValue))
        guard let role = Role(rawValue: word) else { return [] }
        guard scene.usesSemiSync else { return [] }
        return try entry.members("on", in: scene, otherwise: [scene.roles.candidate])
            .map { SemiSyncRole(member: $0, role: role) }
    }
}

extension Scene {
    /// Whether the primary waits for acknowledgements; of a dead one its replicas tell.
    package var usesSemiSync: Bool {
        if premise == .lostReplica { return candidate?.semiSync?.sourceEnabled == true }
        if let primary { return primary.semiSync?.sourceEnabled == true }
        return roles.survivors.contains { facts.instance($0)?.semiSync?.replicaEnabled == true }
    }
}
