import HactlModel

/// Which alerts of a cluster were handled on this machine, and how: alerting delivers more than once. Whoever writes holds the
/// cluster's lock for remedies.
package struct AlertBook: Sendable {
    private let path: String
    private let most: Int

    /// - Parameter most: how many entries are kept; the oldest go first. As many as a bad month has.
    package init(of cluster: String, in runs: RunDirectory, keeping most: Int = 1_000) {
        path = "\(runs.path)/\(cluster).alerts"
        self.most = most
    }

    package struct Entry: Equatable, Sendable, Codable {
        package var key: String
        package var at: Moment
        /// A sentence.
        package var words: String
        /// What the command ended with.
        package var exitCode: Int32
        /// Whether a delivery of the same alert has anything left to do.
        package var isFinal: Bool

        package init(key: String, at: Moment, words: String, exitCode: Int32, isFinal: Bool) {
            self.key = key
            self.at = at
            self.words = words
            self.exitCode = exitCode
            self.isFinal = isFinal
        }
    }

    package func entry(for key: String) -> Entry? { entries.last { $0.key == key } }

    /// Answers why it can't be written; `nil` when it is.
    package func note(_ entry: Entry) -> String? {
        JSONLines.write((entries.filter { $0.key != entry.key } + [entry]).suffix(most), to: path)
    }

    private var entries: [Entry] { JSONLines.read(path) }
}
