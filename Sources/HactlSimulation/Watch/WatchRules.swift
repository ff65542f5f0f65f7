import HactlModel
import HactlPlan

/// What watches of one cluster must never do, and what they must do in time. It knows nothing of how they decide: it is told what
/// is so, and what they did.
struct WatchRules: Sendable {
    private let policy: Policy
    private(set) var violations: [String] = []
    private var published = 0
    var tally = WatchTally()
    /// When a machine's hactl last had the watches' lock on enough members.
    private var lastLed: [SimulatedMachine: Duration] = [:]
    private var books: [String: Book] = [:]
    /// Locks of a dead watch run out (15 s), a refusal is thought over (30 s), a stage is given up (30 s), and tried again.
    private var due = Wait(bound: .seconds(150))
    /// Locks of a dead watch run out (15 s), and watches that meet give way to each other a few times.
    private var vacant = Wait(bound: .seconds(60))

    /// What is known of a machine, as a person would note it down.
    fileprivate struct Book: Sendable {
        var pausedSince: Duration?
        var failovers: [(at: Duration, isAcknowledged: Bool)] = []
        var runs: Set<String> = []
    }

    /// Pings are believed for as long as four of them take; then a lock and a look come before a run begins.
    private static let echo = Duration.seconds(10)
    /// A pause is noticed at the next look.
    private static let notice = Duration.seconds(10)
    /// Something that should end by itself. What it is about is its text: of another one nobody has waited yet.
    private struct Wait: Sendable {
        let bound: Duration
        private var key: String?
        private var since = Duration.zero

        init(bound: Duration) { self.bound = bound }

        /// Since when it goes on, once that is too long.
        mutating func overrun(_ fresh: String?, at now: Duration) -> Duration? {
            if fresh != key { (key, since) = (fresh, now) }
            return key != nil && now - since > bound ? since : nil
        }
    }

    init(for cluster: Cluster) { policy = cluster.policy }

    mutating func violate(_ sentence: String) {
        if !violations.contains(sentence) { violations.append(sentence) }
    }

    mutating func freshViolations() -> [String] {
        defer { published = violations.count }
        return Array(violations[published...])
    }

    /// A moment has passed.
    mutating func note(_ stand: WatchStand, at now: Duration) {
        for leader in stand.leaders { lastLed[leader] = now }
        if stand.leaders.count > 1 {
            violate("\(stand.leaders.map(\.name).sorted().joined(separator: " and ")) lead at once")
        }
        if let loss = stand.loss { violate(loss) }
        if let since = due.overrun(stand.overdue, at: now), let words = stand.overdue {
            violate("nobody failed over within \(due.bound.words) from \(since.clock) on: \(words)")
        }
        if let since = vacant.overrun(stand.vacancy, at: now), let words = stand.vacancy {
            violate("nobody leads within \(vacant.bound.words) from \(since.clock) on: \(words)")
        }
    }

    /// A watch has begun a run, or goes on with one.
    mutating func began(_ plan: Plan, _ run: String, by machine: SimulatedMachine, at now: Duration) {
        let words = "\(machine.name) began \(run) (\(plan.playbook)) at \(now.clock)"
        let isNew = books[machine.name, default: Book()].runs.insert(run).inserted
        tally.runs += 1
        if !isNew { tally.resumptions += 1 }
        if lastLed[machine].map({ now - $0 > Self.echo }) ?? true { violate("\(words), and does not lead") }
        guard let book = books[machine.name] else { return }
        if let since = book.pausedSince, now - since > (isNew ? .seconds(1) : Self.notice) {
            violate("\(words), and the cluster is paused since \(since.clock)")
        }
        guard isNew, plan.premise == .deadPrimary, let obstacle = book.obstacle(at: now, policy) else { return }
        violate("\(words), \(obstacle)")
    }

    mutating func committed(_ plan: Plan, by machine: String, began: Duration) {
        guard plan.premise == .deadPrimary else { return }
        tally.failovers += 1
        books[machine, default: Book()].failovers.append((began, false))
    }

    // MARK: What a person does

    mutating func paused(_ machine: String, since now: Duration?) { books[machine, default: Book()].pausedSince = now }

    mutating func acknowledged(_ machine: String) {
        for place in books[machine]?.failovers.indices ?? 0..<0 {
            books[machine]?.failovers[place].isAcknowledged = true
        }
    }

    /// A machine has lost all that hactl kept on it.
    mutating func forgot(_ machine: String) { books[machine] = nil }

    /// Whether a failover by this machine is forbidden now.
    func isBlocked(_ machine: String, at now: Duration) -> Bool {
        guard let book = books[machine] else { return false }
        return book.pausedSince != nil || book.obstacle(at: now, policy) != nil
    }
}

extension WatchRules.Book {
    fileprivate func obstacle(at now: Duration, _ policy: Policy) -> String? {
        if let last = failovers.last(where: { !$0.isAcknowledged }), now - last.at < policy.blockPeriod {
            return "within the block period of the failover of \(last.at.clock)"
        }
        let recent = failovers.count { now - $0.at < .seconds(86_400) }
        return recent >= policy.budget ? "after \(recent) failovers within a day" : nil
    }
}
