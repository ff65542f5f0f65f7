import HactlModel
import HactlPlan

/// Which of several watches acts: the one that has the cluster's lock for watches on enough of the members, or, where a store was named
/// for that, the one that holds the lease there and sees enough of the members. Pure: it is told what each member's pulse and the store
/// say, and answers with what to do about it.
///
/// It keeps the others calm, no more: what keeps two runs apart is the run's own lock.
package struct Leadership: Equatable, Sendable {
    private let members: [MemberName]
    private var owners: [MemberName: Pulse.LockOwner] = [:]
    private var heardAt: [MemberName: Duration] = [:]
    private var answering: Set<MemberName> = []
    private var givesWayUntil = Duration.zero
    /// Since when so few members answer that their locks can't be enough.
    private var cutOffSince: Duration?
    private let freshness: Duration
    private let judge: Judge
    private var word: LeaseWord?

    /// Who says which watch acts.
    package enum Judge: Equatable, Sendable { case locks, lease }

    /// What to do about the lock on a member.
    package enum Move: Equatable, Sendable { case claim, release }

    /// - Parameter freshness: how old an answer may be that counts.
    package init(of members: [MemberName], freshness: Duration, by judge: Judge = .locks) {
        self.members = members
        self.freshness = freshness
        self.judge = judge
    }

    /// - Parameters:
    ///   - now: uptime.
    ///   - patience: how long a watch that met another one stays away; by chance, so that two don't meet again.
    package mutating func heard(
        _ sight: Sight<Pulse>, of member: MemberName, at now: Duration, patience: Duration
    ) -> Move? {
        heardAt[member] = now
        if sight.value == nil { answering.remove(member) } else { answering.insert(member) }
        if judge == .lease { return nil }
        owners[member] = sight.value?.lock
        cutOffSince = isCutOff ? cutOffSince ?? now : nil
        switch sight.value?.lock {
        case nil: return nil
        case .nobody?: return isFree && !isInVain(at: now) && now >= givesWayUntil ? .claim : nil
        case .ourselves?:
            guard !isFree || isInVain(at: now), !isMet(by: held, without: nil) else { return nil }
            givesWayUntil = now + patience
            owners[member] = .nobody
            return .release
        case .other?: return nil
        }
    }

    /// What the store said of the lease.
    package mutating func heard(_ word: LeaseWord) { self.word = word }

    /// The lease is given back: who sees too little of a cluster should not lead it.
    package mutating func letGo() {
        if word != nil { word = .unknown(because: "too few members answer") }
    }

    /// Whether everybody who has a say has answered, or was asked in vain.
    package var hasHeardEverybody: Bool { heardAt.count == members.count && (judge == .locks || word != nil) }

    /// Whether enough of the members answer.
    package func seesEnough(without silent: MemberName?, at now: Duration) -> Bool {
        isMet(by: fresh(answering, at: now), without: silent)
    }

    package enum Standing: Equatable, Sendable {
        case leads
        /// Another watch has the lock somewhere, or the lease; its name, where that is known.
        case standsBy(leader: String?)
        /// Nobody else is known to lead, and this watch may not; a clause.
        case lacksGrip(because: String)
    }

    /// - Parameter silent: a primary that gives no answer: its lock can't be had, and is not needed.
    package func standing(without silent: MemberName?, at now: Duration) -> Standing {
        switch judge {
        case .locks: standingByLocks(without: silent, at: now)
        case .lease: standingByLease(without: silent, at: now)
        }
    }

    private func standingByLocks(without silent: MemberName?, at now: Duration) -> Standing {
        let fresh = fresh(held, at: now)
        if isMet(by: fresh, without: silent) { return .leads }
        if !isFree { return .standsBy(leader: nil) }
        let isStale = fresh.count < held.count
        return .lacksGrip(
            because: isStale
                ? "nothing was heard of the lock for watches for \(freshness.words)"
                : "too few members gave the lock for watches (\(fresh.count) of \(members.count))")
    }

    private func standingByLease(without silent: MemberName?, at now: Duration) -> Standing {
        switch word {
        case .others(let leader)?: return .standsBy(leader: leader)
        case .unknown(let reason)?: return .lacksGrip(because: reason)
        case nil: return .lacksGrip(because: "etcd was not asked yet")
        case .ours(let end)? where now >= end: return .lacksGrip(because: "the lease in etcd was not prolonged in time")
        case .ours?: break
        }
        if seesEnough(without: silent, at: now) { return .leads }
        let count = fresh(answering, at: now).count
        return .lacksGrip(because: "too few members answer (\(count) of \(members.count))")
    }

    /// Why this watch may not act; `nil` when it leads.
    package func obstacle(without silent: MemberName?, at now: Duration) -> String? {
        switch standing(without: silent, at: now) {
        case .leads: nil
        case .standsBy(let leader): leader.map { "another watch leads: \($0)" } ?? "another watch leads"
        case .lacksGrip(let reason): reason
        }
    }

    private func fresh(_ names: Set<MemberName>, at now: Duration) -> Set<MemberName> {
        names.filter { now - (heardAt[$0] ?? .zero) <= freshness }
    }

    private var held: Set<MemberName> { Set(owners.filter { $0.value == .ourselves }.keys) }
    private var isFree: Bool { !owners.values.contains { if case .other = $0 { true } else { false } } }

    /// A lock that is never enough would keep away another watch, which reaches more.
    private func isInVain(at now: Duration) -> Bool { cutOffSince.map { now - $0 > freshness } ?? false }

    private var isCutOff: Bool {
        guard hasHeardEverybody else { return false }
        return !isMet(by: answering, without: nil)
            && !members.contains { !answering.contains($0) && isMet(by: answering, without: $0) }
    }

    private func isMet(by held: Set<MemberName>, without silent: MemberName?) -> Bool {
        if LockQuorum.majority.isMet(by: held, of: members.count) { return true }
        guard let silent else { return false }
        return LockQuorum.majorityOfOthers(than: silent).isMet(by: held, of: members.count)
    }
}
