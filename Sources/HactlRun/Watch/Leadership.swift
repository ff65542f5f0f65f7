import HactlModel
import HactlPlan

/// Which of several watches acts: the one that has the cluster's lock for watches on enough of the members. Pure: it is told what
/// each member's pulse says of the lock, and answers with what to do about it.
///
/// It keeps the others calm, no more: what keeps two runs apart is the run's own lock.
package struct Leadership: Equatable, Sendable {
    private let members: [MemberName]
    private var owners: [MemberName: Pulse.LockOwner] = [:]
    private var heardAt: [MemberName: Duration] = [:]
    private var givesWayUntil = Duration.zero
    /// Since when so few members answer that their locks can't be enough.
    private var cutOffSince: Duration?
    private let freshness: Duration

    /// What to do about the lock on a member.
    package enum Move: Equatable, Sendable { case claim, release }

    /// - Parameter freshness: how old an answer may be that counts.
    package init(of members: [MemberName], freshness: Duration) {
        self.members = members
        self.freshness = freshness
    }

    /// - Parameters:
    ///   - now: uptime.
    ///   - patience: how long a watch that met another one stays away; by chance, so that two don't meet again.
    package mutating func heard(
        _ sight: Sight<Pulse>, of member: MemberName, at now: Duration, patience: Duration
    ) -> Move? {
        owners[member] = sight.value?.lock
        heardAt[member] = now
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

    /// Whether each member has answered, or was asked in vain.
    package var hasHeardEverybody: Bool { heardAt.count == members.count }

    package enum Standing: Equatable, Sendable {
        case leads
        /// Another watch has the lock somewhere.
        case standsBy
        /// Nobody else has it, and this watch has too little of it; a clause.
        case lacksLocks(because: String)
    }

    /// - Parameter silent: a primary that gives no answer: its lock can't be had, and is not needed.
    package func standing(without silent: MemberName?, at now: Duration) -> Standing {
        let fresh = held.filter { now - (heardAt[$0] ?? .zero) <= freshness }
        if isMet(by: fresh, without: silent) { return .leads }
        if !isFree { return .standsBy }
        let isStale = fresh.count < held.count
        return .lacksLocks(
            because: isStale
                ? "nothing was heard of the lock for watches for \(freshness.words)"
                : "too few members gave the lock for watches (\(fresh.count) of \(members.count))")
    }

    /// Why this watch may not act; `nil` when it leads.
    package func obstacle(without silent: MemberName?, at now: Duration) -> String? {
        switch standing(without: silent, at: now) {
        case .leads: nil
        case .standsBy: "another watch leads"
        case .lacksLocks(let reason): reason
        }
    }

    private var held: Set<MemberName> { Set(owners.filter { $0.value == .ourselves }.keys) }
    private var isFree: Bool { !owners.values.contains { if case .other = $0 { true } else { false } } }

    /// A lock that is never enough would keep away another watch, which reaches more.
    private func isInVain(at now: Duration) -> Bool { cutOffSince.map { now - $0 > freshness } ?? false }

    private var isCutOff: Bool {
        guard hasHeardEverybody else { return false }
        let answering = Set(owners.keys)
        return !isMet(by: answering, without: nil)
            && !members.contains { !answering.contains($0) && isMet(by: answering, without: $0) }
    }

    private func isMet(by held: Set<MemberName>, without silent: MemberName?) -> Bool {
        if LockQuorum.majority.isMet(by: held, of: members.count) { return true }
        guard let silent else { return false }
        return LockQuorum.majorityOfOthers(than: silent).isMet(by: held, of: members.count)
    }
}
