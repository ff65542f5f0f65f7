import HactlModel

/// How a member came out of an election, and why.
package struct Standing: Equatable, Sendable, Codable {
    package var member: MemberName
    package var outcome: Outcome
    /// A sentence without a full stop: "db3 is rejected: it is delayed by 3600s on purpose".
    package var sentence: String

    package enum Outcome: String, Sendable, Codable, CaseIterable {
        case chosen, eligible, rejected
    }
}
