import Glibc
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

/// One look at every cluster, several at a time; those that are not reached in time are not waited for.
struct CheckRound {
    private let desks: [Desk]
    private let playbook: String
    private let atOnce: Int
    private let end: Duration
    private let limit: Duration

    init(of desks: [Desk], playbook: String, atOnce: Int, within limit: Duration) {
        self.desks = desks
        self.playbook = playbook
        self.atOnce = atOnce
        self.limit = limit
        end = SystemClock.uptime() + limit
    }

    /// In the order of the inventory.
    func make() async throws -> [ClusterHealth] {
        try await withThrowingTaskGroup(of: (Int, ClusterHealth).self) { group in
            var results: [(Int, ClusterHealth)] = []
            for (number, desk) in desks.enumerated() {
                if number >= atOnce, let result = try await group.next() { results.append(result) }
                group.addTask { (number, try await check(desk)) }
            }
            for try await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func check(_ desk: Desk) async throws -> ClusterHealth {
        if SystemClock.uptime() > end { return unseen(desk, because: "was not reached within \(limit.words)") }
        switch await lock(desk) {
        case .failure(.held(let holder)):
            return unseen(desk, because: "is being checked by another hactl (\(holder.isEmpty ? "unknown" : holder))")
        // Where nothing can be kept, nobody can be kept apart: better looked at twice than not at all.
        case .failure(.unusable): return try await look(desk)
        case .success(let lock):
            defer { withExtendedLifetime(lock) {} }
            return try await look(desk)
        }
    }

    private func unseen(_ desk: Desk, because reason: String) -> ClusterHealth {
        ClusterHealth(unseen: desk.cluster, because: reason, at: SystemClock.now())
    }

    /// Two checks of one cluster take turns: an impatient cron would look twice at servers that are slow already.
    private func lock(_ desk: Desk) async -> Result<LocalLock, LocalLockFailure> {
        if let trouble = desk.runs.prepare() { return .failure(.unusable(trouble)) }
        while true {
            let attempt = LocalLock.take(desk.runs.checkLock(of: desk.cluster.name), saying: "process \(getpid())")
            guard case .failure(.held) = attempt, SystemClock.uptime() < end else { return attempt }
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    private func look(_ desk: Desk) async throws -> ClusterHealth {
        let world = LiveWorld(to: desk.cluster, secrets: SecretBook())
        let survey = await Survey(of: desk.cluster, in: world)
        let facts = await desk.inquire(into: survey.facts, in: world)
        await world.close()
        let found = try PlaybookShelf(environment: desk.environment).find(playbook)
        let interrupted = JournalShelf(runs: desk.runs).interrupted(of: desk.cluster.name)
        return try desk.examine(survey, knowing: facts, for: found.playbook, interrupted: interrupted)
    }
}
