import HactlModel
import HactlPlan

/// How many members must have given their lock, so that two who have enough of them can't be at work at once.
package enum LockQuorum: Equatable, Sendable {
    /// More than half of all.
    case majority
    /// More than half of those beside a dead primary; `nil` as long as nobody knows which one that is. It shares a member with
    /// every majority of all: n/2+1 and (n-1)/2+1 are more than n together. So a pair can go on without one of the two.
    case majorityOfOthers(than: MemberName?)
    /// More than half of all, or of those beside a member that this run itself restarts. That one's lock goes with its server
    /// and is no loss: nobody can take it while the server is down, and whoever comes afterwards finds the others' taken.
    case majorityWith(MemberName?)
    /// At least half of the others: a person has answered for those who are missing.
    case halfOfOthers(than: MemberName?)

    /// What a plan needs that is applied, or gone on with.
    package init(for plan: Plan) {
        self.init(for: plan.premise, without: plan.roles.primary, accepting: plan.accepted)
    }

    /// - Parameter absent: whoever is dead, or back behind a fence; `nil` as long as nobody knows.
    package init(for premise: Premise, without absent: MemberName? = nil, accepting codes: [String] = []) {
        switch premise {
        case .livingPrimary, .steady: self = .majority
        case .returnedPrimary: self = .majorityOfOthers(than: absent)
        case .lostReplica: self = .majorityWith(absent)
        case .deadPrimary:
            let isAnsweredFor = codes.contains { $0.uppercased() == SurvivorsSeen.code }
            self = isAnsweredFor ? .halfOfOthers(than: absent) : .majorityOfOthers(than: absent)
        }
    }

    package func isMet(by held: Set<MemberName>, of members: Int) -> Bool {
        switch self {
        case .majority: held.count >= members / 2 + 1
        case .majorityOfOthers(let dead): Self.others(held, than: dead) >= (members - 1) / 2 + 1
        case .majorityWith(let restarted):
            held.count >= members / 2 + 1 || Self.others(held, than: restarted) >= (members - 1) / 2 + 1
        case .halfOfOthers(let dead): Self.others(held, than: dead) >= max(1, members / 2)
        }
    }

    /// What counts of that which was held and that which is lost since.
    package func left(of held: Set<MemberName>, without lost: Set<MemberName>) -> Set<MemberName> {
        guard case .majorityWith(let restarted?) = self else { return held.subtracting(lost) }
        return held.subtracting(lost.subtracting([restarted]))
    }

    private static func others(_ held: Set<MemberName>, than dead: MemberName?) -> Int { held.count { $0 != dead } }
}
