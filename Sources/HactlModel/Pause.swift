/// Somebody said that nothing is to be done on a cluster for a while.
package struct Pause: Equatable, Sendable, Codable {
    /// `nil`: until somebody ends it.
    package var until: Moment?
    package var who: String
    package var reason: String

    package init(until: Moment?, who: String, reason: String) {
        self.until = until
        self.who = who
        self.reason = reason
    }

    package func isOver(at now: Moment) -> Bool { until.map { $0 <= now } ?? false }

    /// A clause: "paused by ann@desk until 2026-11-21T12:00:00Z (new disks)".
    package var words: String {
        "paused by \(who)" + (until.map { " until \($0)" } ?? "") + (reason.isEmpty ? "" : " (\(reason))")
    }
}
