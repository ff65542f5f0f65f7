import HactlModel
import HactlPlan

/// What a watch makes of one cluster: when to ask the others about a silent primary, and when to do something. Pure: it is told what was
/// felt, seen and done, with the uptime, and answers with what to do next. One thing at a time: until it is told how that ended
/// there is no other.
///
/// It decides nothing that a command decides. Whether the primary is dead, and whether the policy allows a failover, is the failover's own
/// question, asked under its own lock.
package struct Vigil: Sendable {
    package let cluster: Cluster
    package private(set) var leadership: Leadership
    /// The member that takes writes, or that the others follow; the last one that was known.
    package private(set) var primary: MemberName?
    /// The last verdict on a primary that is silent; `nil` while it answers.
    package private(set) var verdict: Verdict?
    /// Why nothing is done about it, as sentences without full stops.
    package private(set) var holdsBack: [String] = []
    /// Somebody works on the cluster: nothing is done.
    package var isPaused = false
    /// A run of this watch that nobody finished.
    package var unfinished: String?

    private var sights: [MemberName: Sight<Pulse>] = [:]
    /// Pings of the primary that went unanswered, one after the other.
    private var misses = 0
    private var silentSince: Duration?
    private var isUntidy = false
    private var isBusy = false
    /// Before these nothing of the kind is done again.
    private var nextInquiry = Duration.zero
    private var nextFailover = Duration.zero
    private var nextRemedy = Duration.zero

    package init(over cluster: Cluster) {
        self.cluster = cluster
        leadership = Leadership(
            of: cluster.members.map(\.name), freshness: cluster.watch.ping * (cluster.watch.misses + 1),
            by: cluster.watch.lease == nil ? .locks : .lease)
    }

    /// What is to be done next.
    package enum Order: Equatable, Sendable {
        /// Look for the dead, and judge; for the record, for nothing may be done.
        case inquire(because: String)
        /// The playbook `failover`, as the policy allows it; it judges by itself.
        case failover(because: String)
        /// The playbook `reconcile`.
        case reconcile
        /// Go on with a run that nobody finished.
        case resume(String)
    }

    /// After something was refused or failed: the world has to change first, or a person has to do something.
    private static let coolDown = Duration.seconds(30)
    /// Between two runs that put reads and proxies in order.
    private static let settlingTime = Duration.seconds(10)
    /// How long a silent primary is asked about at each ping; then at each look.
    private static let alarm = Duration.seconds(30)
}

extension Vigil {
    /// A ping was answered, or was not in time.
    ///
    /// - Parameter patience: as ``Leadership/heard(_:of:at:patience:)`` takes it.
    package mutating func heard(
        _ sight: Sight<Pulse>, of member: MemberName, at now: Duration, patience: Duration
    ) -> Leadership.Move? {
        sights[member] = sight
        if member == primary { count(sight, at: now) }
        return leadership.heard(sight, of: member, at: now, patience: patience)
    }

    /// The store was asked for the lease.
    package mutating func heard(_ word: LeaseWord) { leadership.heard(word) }

    package mutating func letGoOfLease() { leadership.letGo() }

    private mutating func count(_ sight: Sight<Pulse>, at now: Duration) {
        guard sight.value == nil else { return recover() }
        misses += 1
        silentSince = silentSince ?? now
    }

    private mutating func recover() {
        (misses, silentSince, verdict, holdsBack) = (0, nil, nil, [])
    }

    /// Everything was looked at.
    ///
    /// - Parameters:
    ///   - seen: who takes writes, or whom the others follow; `nil` where that can't be told.
    ///   - isInOrder: whether reads and proxies are where they should be.
    /// - Returns: the former primary, where it was silent and somebody else has moved the writer meanwhile: a failover.
    package mutating func looked(primary seen: MemberName?, isInOrder: Bool, at now: Duration) -> MemberName? {
        isUntidy = !isInOrder
        guard let seen, seen != primary else { return nil }
        let mourned = silentPrimary
        follow(seen, at: now)
        return mourned
    }

    private mutating func follow(_ name: MemberName, at now: Duration) {
        if name == primary { return }
        primary = name
        recover()
        if let sight = sights[name] { count(sight, at: now) }
    }

    /// What should be done now; `nil` where nothing has to be, or something is being done.
    package mutating func next(at now: Duration) -> Order? {
        if isBusy { return nil }
        let order = suspicion.map { answer(to: $0, at: now) } ?? chore(at: now)
        isBusy = order != nil
        return order
    }

    /// Why the primary may be dead. Whoever refuses a connection has said all it can.
    private var suspicion: String? {
        guard let primary, let reason = sights[primary]?.reason else { return nil }
        let isSudden = reason.kind == .refused || reason.kind == .lost
        return isSudden || misses >= cluster.watch.misses ? "\(primary): \(reason.sentence)" : nil
    }

    private func answer(to suspicion: String, at now: Duration) -> Order? {
        if now >= nextFailover, mayFailOver, obstacles(at: now).isEmpty { return .failover(because: suspicion) }
        return now >= nextInquiry ? .inquire(because: suspicion) : nil
    }

    private var mayFailOver: Bool {
        let named = cluster.policy.unattended
        return !named.isEmpty && verdict.map { named.contains($0.kind) } ?? true
    }

    private func chore(at now: Duration) -> Order? {
        guard now >= nextRemedy, unfinished != nil || isUntidy, obstacles(at: now).isEmpty else { return nil }
        return unfinished.map(Order.resume) ?? .reconcile
    }

    /// The primary, where it gives no answer: its lock can't be had.
    package var silentPrimary: MemberName? { primary.flatMap { sights[$0]?.value == nil ? $0 : nil } }

    /// Why this watch does nothing on its own, as sentences without full stops; empty where it may act.
    package func obstacles(at now: Duration) -> [String] {
        [
            leadership.obstacle(without: silentPrimary, at: now), isPaused ? "the cluster is paused" : nil,
            cluster.policy.maintenance ? "the cluster is in maintenance (`policy: maintenance`)" : nil,
        ].compactMap(\.self)
    }
}

extension Vigil {
    /// An inquiry ended. Without a verdict it could not be told whom to judge.
    package mutating func inquired(_ verdict: Verdict?, at now: Duration) {
        isBusy = false
        self.verdict = verdict
        nextInquiry = now + pace(at: now)
    }

    /// Early on a verdict may change by the second; later nobody is helped by haste.
    private func pace(at now: Duration) -> Duration {
        let isEarly = silentSince.map { now - $0 < Self.alarm } ?? true
        return isEarly ? cluster.watch.ping : cluster.watch.look
    }

    /// How a failover ended.
    package enum FailoverEnd: Equatable, Sendable {
        case moved(to: MemberName)
        /// Before any change.
        case refused(Verdict?, because: [String])
        /// It could not tell whether the primary is dead; what was found in a look afterwards.
        case undecided(Verdict?, because: [String])
        /// Something was changed, and it did not do.
        case failed(because: String)
    }

    package mutating func failedOver(_ end: FailoverEnd, at now: Duration) {
        isBusy = false
        switch end {
        case .moved(let name): follow(name, at: now)
        case .refused(let verdict, let reasons):
            (self.verdict, holdsBack) = (verdict, reasons)
            nextInquiry = now + pace(at: now)
            if mayFailOver { nextFailover = now + Self.coolDown }
        case .undecided(let verdict, let reasons):
            (self.verdict, holdsBack) = (verdict, reasons)
            (nextFailover, nextInquiry) = (now + cluster.watch.ping, now + pace(at: now))
        case .failed(let reason):
            holdsBack = [reason]
            (nextFailover, nextInquiry) = (now + Self.coolDown, now + pace(at: now))
        }
    }

    /// A run other than a failover ended.
    package mutating func remedied(well: Bool, at now: Duration) {
        isBusy = false
        nextRemedy = now + (well ? Self.settlingTime : Self.coolDown)
        if well { unfinished = nil }
    }
}
