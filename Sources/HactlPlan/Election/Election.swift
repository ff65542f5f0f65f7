import HactlModel

/// Which member is to become primary. A member is judged by the checks themselves, asked as if it were the candidate:
/// one that the operator names passes the same ones as one that is chosen.
package struct Election: Equatable, Sendable {
    /// `nil` when nobody can, or when the one who was wanted can't.
    package let chosen: MemberName?
    /// Every member: the chosen one first, then the eligible ones, best first, then the rejected ones.
    package let standings: [Standing]
    /// Why nobody was chosen; empty when somebody was.
    package let findings: [Finding]

    package init(in cluster: Cluster, seen facts: Facts, primary: MemberName, wanted: MemberName? = nil) {
        let poll = Poll(cluster: cluster, facts: facts, primary: primary)
        let obstacles = poll.obstacles
        let eligible = poll.ranking.filter { obstacles[$0.name] == nil }
        let winner = wanted.map { name in eligible.first { $0.name == name } } ?? eligible.first
        chosen = winner?.name
        standings = Self.accepted(eligible, winner, wanted: wanted) + poll.rejected(obstacles)
        findings = winner == nil ? [poll.failure(wanted, obstacles)] : []
    }

    private static func accepted(_ eligible: [Merit], _ winner: Merit?, wanted: MemberName?) -> [Standing] {
        let others = eligible.filter { $0.name != winner?.name }
        let first = winner.map { winner in
            let choice = wanted == nil ? "is chosen" : "was named, and can be primary"
            return Standing(
                member: winner.name, outcome: .chosen, sentence: "\(winner.name) \(choice): \(winner.words)")
        }
        return [first].compactMap(\.self)
            + others.map {
                Standing(member: $0.name, outcome: .eligible, sentence: "\($0.name) could be primary: \($0.words)")
            }
    }
}
