/// What a notice is about. The words are stable: receivers sort by them.
package enum NoticeKind: String, CaseIterable, Sendable, Codable {
    /// The verdict on the primary is another one.
    case verdictChanged = "verdict-changed"
    /// The cluster's status (OK, WARNING, CRITICAL, UNKNOWN) is another one.
    case statusChanged = "status-changed"
    case runBegun = "run-begun"
    case runEnded = "run-ended"
    /// A run was due, and checks, the policy, a budget or a block period spoke against it.
    case runHeldBack = "run-held-back"
    /// A former primary answers again.
    case primaryReturned = "primary-returned"
    /// Whoever watches can't see enough to judge.
    case watchCutOff = "watch-cut-off"
    /// Another watch leads from now on.
    case watchTakenOver = "watch-taken-over"
    /// A person tries the channels.
    case test
}
