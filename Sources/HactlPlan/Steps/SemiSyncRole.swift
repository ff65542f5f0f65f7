import HactlModel

/// Gives a member its side of semi-synchronous replication. The source side is switched on only once replicas are
/// there to acknowledge: without them every commit would wait for the timeout.
package struct SemiSyncRole: Step {
    package static let kind: StepKind = "semi-sync"
    package let member: MemberName
    package let role: Role
    package let address: InstanceAddress

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
        if (semiSync.sourceEnabled, semiSync.replicaEnabled) == wanted {
            return .satisfied(because: "\(member) is the semi-sync \(role.rawValue)")
        }
        if role == .source, !isFollowed(in: facts) {
            return .blocked(
                because: "no replica follows \(member): each commit would wait for an acknowledgement that nobody sends"
            )
        }
        return .pending(because: "\(member) is not the semi-sync \(role.rawValue)")
    }

    private func isFollowed(in facts: Facts) -> Bool {
        let identity = facts.instance(member)?.identity.uuid
        return facts.members.contains { name, other in
            name != member
                && other.instance.value?.channels.contains {
                    $0.receiver == .running && $0.follows(address, identity)
                } == true
        }
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
        // Whom nobody follows afterwards, that one waits for nobody; a rejoin brings it back.
        if role == .source, scene.premise == .deadPrimary, scene.roles.replicas.isEmpty { return [] }
        return try entry.members("on", in: scene, otherwise: [scene.roles.candidate])
            .map { SemiSyncRole(member: $0, role: role, address: scene.address(of: $0)) }
    }
}

extension Scene {
    /// Whether the primary waits for acknowledgements; of a dead one its replicas tell.
    package var usesSemiSync: Bool {
        if premise == .lostReplica { return candidate?.semiSync?.sourceEnabled == true }
        // After the failover of a pair nobody was there to acknowledge, and the new primary was left as it was.
        if premise == .returnedPrimary {
            return candidate?.semiSync.map { $0.sourceEnabled || $0.replicaEnabled } ?? false
        }
        if let primary { return primary.semiSync?.sourceEnabled == true }
        return roles.survivors.contains { facts.instance($0)?.semiSync?.replicaEnabled == true }
    }
}
