/// What a watch has counted since it began.
package struct WatchCounts: Equatable, Sendable {
    package var pings = 0
    /// Those without an answer.
    package var missedPings = 0
    package var looks = 0
    package var inquiries = 0
    package var runs: [Run: Int] = [:]

    package struct Run: Hashable, Comparable, Sendable {
        package var playbook: String
        /// As `Outcome.name`, or `refused`.
        package var outcome: String

        package init(playbook: String, outcome: String) {
            self.playbook = playbook
            self.outcome = outcome
        }

        package static func < (left: Run, right: Run) -> Bool {
            (left.playbook, left.outcome) < (right.playbook, right.outcome)
        }
    }

    package init() {}
}
