import HactlModel
import HactlPlan
import HactlRun

/// How long the write outages of one cluster's runs of one playbook were, over time.
package struct Trend: Sendable {
    package let cluster: String
    package let playbook: String
    /// Oldest first; never empty.
    package let outages: [Duration]
    /// How many of them were drills.
    package let drills: Int

    /// One for each cluster and playbook of which two or more outages were measured.
    ///
    /// - Parameters:
    ///   - runs: in any order. Those that didn't end well count as well, if writes were frozen and came back: it was an outage.
    ///   - count: how many of the newest count; 2 or more.
    package static func all(of runs: [HistoryRun], last count: Int) -> [Trend] {
        let measured = runs.filter { $0.outage != nil && $0.outage?.goesOn == false }.sorted {
            $0.startedAt < $1.startedAt
        }
        let groups = Dictionary(grouping: measured) { Key(cluster: $0.cluster, playbook: $0.playbook) }
        return groups.sorted { $0.key < $1.key }.compactMap { Trend(of: $0.key, Array($0.value.suffix(count))) }
    }

    private struct Key: Hashable, Comparable {
        var cluster: String
        var playbook: String

        static func < (left: Key, right: Key) -> Bool {
            (left.cluster, left.playbook) < (right.cluster, right.playbook)
        }
    }

    private init?(of key: Key, _ runs: [HistoryRun]) {
        guard runs.count > 1 else { return nil }
        (cluster, playbook) = (key.cluster, key.playbook)
        outages = runs.compactMap { $0.outage?.length }
        drills = runs.count { $0.drill != nil }
    }

    package var newest: Duration { outages.last ?? .zero }
    package var shortest: Duration { outages.min() ?? .zero }
    package var longest: Duration { outages.max() ?? .zero }
    /// Of an even number the mean of the two in the middle.
    package var median: Duration {
        let sorted = outages.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// By nearest rank: the shortest that 95 of a hundred don't exceed.
    package var p95: Duration {
        let sorted = outages.sorted()
        return sorted[(sorted.count * 95 + 99) / 100 - 1]
    }

    /// Whether the newest took more than twice the median.
    package var isWorse: Bool { newest > median * 2 }
}
