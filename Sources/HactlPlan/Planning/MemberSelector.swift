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

    package static func members(
        _ word: String, at place: SourcePlace, in scene: Scene
    ) throws(Complaint) -> [MemberName] {
        if let selector = MemberSelector(rawValue: word) { return selector.members(of: scene.roles) }
        let name = MemberName(word)
        guard scene.cluster.member(named: name) != nil else {
            throw Complaint(
                at: place, "`\(word)` is neither a role nor a member of \(scene.cluster.name).",
                remedy: hint(for: word, among: allCases.map(\.rawValue) + scene.cluster.members.map(\.name.text)))
        }
        return [name]
    }

    private func members(of roles: Roles) -> [MemberName] {
        switch self {
        case .primary, .oldPrimary: [roles.primary]
        case .candidate: [roles.candidate]
        case .replicas: roles.replicas
        case .members: roles.all
        case .survivors: roles.survivors
        case .feeder: roles.feeder.map { [$0] } ?? []
        }
    }
}
