import HactlLive
import HactlModel

/// Runs of a cluster that nobody finished, read anew only when a journal has changed: a watch asks every few seconds, and journals
/// become many.
struct OpenRuns {
    private let desk: Desk
    private var stamp: Int?
    private var found: [Finding] = []

    init(of desk: Desk) { self.desk = desk }

    mutating func findings() -> [Finding] {
        let now = desk.runs.stamp(of: desk.cluster.name)
        if now != stamp {
            stamp = now
            found = JournalShelf(runs: desk.runs).interrupted(of: desk.cluster.name)
        }
        return found
    }
}
