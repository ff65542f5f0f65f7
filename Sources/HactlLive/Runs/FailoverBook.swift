import HactlModel
import HactlPlan

/// The failovers of a cluster that a watch on this machine saw others do: they count for block period and budget as its own do.
package struct FailoverBook: Sendable {
    private let cluster: String
    private let runs: RunDirectory
    private var path: String { "\(runs.path)/\(cluster).failovers" }
    /// As many as any budget asks about.
    private static let most = 100

    package init(of cluster: String, in runs: RunDirectory) {
        self.cluster = cluster
        self.runs = runs
    }

    private struct Entry: Codable {
        var at: Moment
        var from: String
    }

    /// Oldest first.
    package var failovers: [Warrant.Past] {
        entries.map { entry in
            let name = "\(cluster)-elsewhere-\(entry.at)"
            return Warrant.Past(
                run: name, at: entry.at, isAcknowledged: runs.isAcknowledged(name), witness: .watch)
        }
    }

    /// Answers why it can't be written; `nil` when it is.
    package func note(from former: MemberName, at moment: Moment) -> String? {
        JSONLines.write((entries + [Entry(at: moment, from: former.text)]).suffix(Self.most), to: path)
    }

    private var entries: [Entry] { JSONLines.read(path) }
}
