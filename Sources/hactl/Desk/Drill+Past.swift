import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

extension Desk {
    /// A failover whose cause nobody has said to understand yet, within the policy's block period.
    var recentFailover: String? {
        let now = SystemClock.now()
        let past = JournalShelf(runs: runs).failovers(of: cluster.name)
        guard let last = Warrant.blocking(past, by: cluster.policy, at: now) else {
            return nil
        }
        return "\(last.words(at: now)); once it is understood: hactl ack \(last.run)"
    }
}

extension JournalShelf {
    /// A run after this one that was made to move the writer.
    func mover(of cluster: String, after run: String) -> String? {
        runs.runs(of: cluster).filter { $0 > run }.first { name in
            guard let reading = try? Self.read(runs.journal(of: name)), let first = reading.lines.first,
                case .started(let plan, _, _) = first.entry
            else { return false }
            return plan.cluster == cluster && plan.opensSomebody
        }
    }
}
