/// Where a notice stands in the life of what it is about, in the words of PagerDuty's Events API v2.
package enum NoticePhase: String, CaseIterable, Sendable, Codable {
    /// It holds from now on.
    case trigger
    /// Somebody, or a run, is at it.
    case acknowledge
    /// It is over.
    case resolve
}
