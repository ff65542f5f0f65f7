import HactlModel

/// The words with which a playbook names members without knowing them.
package enum MemberSelector: String, CaseIterable {
    /// The writer before the switch.
    case primary
    /// The same, said after the switch.
    case oldPrimary = "old-primary"
    case candidate
    /// All others.
    case replicas
    case members
    /// The candidate and the other replicas: whoever goes on without the primary.
    case survivors
    /// After a failover's election: who has what the candidate lacks. Nobody, where it lacks nothing.
    case feeder
    /// In a rebuild: whose data is made anew.
    case recipient
    /// In a rebuild: whose data it gets.
    case donor
    /// In a failover without GTIDs, the replicas that are to follow the candidate: each must have executed as much as it
    /// before it is opened. Nobody, where there are GTIDs.
    case equals

    package static func members(
        _ word: String, at place: SourcePlace, in scene: Scene
    ) throws(Complaint) -> [MemberName] {
        if let selector = MemberSelector(rawValue: word) { return selector.members(in: scene) }
        let name = MemberName(word)
        guard scene.cluster.member(named: name) != nil else {
            throw Complaint(
                at: place, "`\(word)` is neither a role nor a member of \(scene.cluster.name).",
                remedy: hint(for: word, among: allCases.map(\.rawValue) + scene.cluster.members.map(\.name.text)))
        }
        return [name]
    }

    private func members(in scene: Scene) -> [MemberName] {
        let roles = scene.roles
        return switch self {
        // A rebuild leaves the primary where it is.
        case .primary where scene.premise == .lostReplica: [roles.candidate]
        case .recipient: scene.premise == .lostReplica ? [roles.primary] : []
        case .donor: roles.donor.map { [$0] } ?? []
        case .primary, .oldPrimary: [roles.primary]
        case .candidate: [roles.candidate]
        case .replicas: roles.replicas
        case .members: roles.all
        case .survivors: roles.survivors
        case .equals: scene.facts.instance(roles.candidate)?.countsByPlace == true ? roles.replicas : []
        case .feeder: roles.feeder.map { [$0] } ?? []
        }
    }
}
