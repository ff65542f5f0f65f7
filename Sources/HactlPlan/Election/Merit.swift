import HactlModel

/// How well a member would do as primary. Less is better; the reasons come in the order in which they count.
struct Merit {
    let name: MemberName
    let promotion: PromotionRule
    let exceedsLag: Bool
    let isElsewhere: Bool
    let weight: Int
    let lag: Int
    /// Transactions of the primary that it has not applied; `nil` when they can't be counted.
    let missing: UInt64?
    let datacenter: String?

    init(of member: Member, in scene: Scene) {
        name = member.name
        promotion = member.promotion
        datacenter = member.datacenter
        weight = member.weight
        let home = scene.cluster.member(named: scene.roles.primary)?.datacenter
        isElsewhere = home != nil && member.datacenter != nil && member.datacenter != home
        let instance = scene.facts.instance(member.name)
        lag = scene.facts.lag(of: member.name) ?? Int(Int32.max)
        exceedsLag = .seconds(lag) > scene.cluster.limits.lag
        missing = Self.missing(in: instance, of: scene.primary)
    }

    private static func missing(in instance: InstanceFacts?, of primary: InstanceFacts?) -> UInt64? {
        switch (primary?.transactions.executed, instance?.transactions.executed) {
        case (.gtids(let theirs)?, .gtids(let mine)?): theirs.subtracting(mine).count
        case (.domains(let theirs)?, .domains(let mine)?): mine.behind(theirs)
        default: nil
        }
    }

    /// The order of the inventory decides among equals, so a stable sort by this is enough.
    func precedes(_ other: Merit) -> Bool { key.lexicographicallyPrecedes(other.key) }

    private var key: [UInt64] {
        let rule = UInt64(PromotionRule.allCases.firstIndex(of: promotion) ?? 0)
        return [rule, exceedsLag ? 1 : 0, isElsewhere ? 1 : 0, weakness, UInt64(max(lag, 0)), missing ?? .max]
    }

    private var weakness: UInt64 { .max - UInt64(weight) }

    var words: String {
        let place = datacenter.map { isElsewhere ? "in another datacenter (\($0))" : "in datacenter \($0)" }
        let delay = lag == Int(Int32.max) ? "lag unknown" : "lag \(lag)s"
        let rest = missing.map { $0 == 0 ? "has everything applied" : "\($0) transactions to apply" }
        let strength = weight == Member.usualWeight ? nil : "weight \(weight)"
        return ["promotion \(promotion.rawValue)", place, strength, delay, rest].compactMap(\.self).joined(
            separator: ", ")
    }
}

extension MariaDBGTIDList {
    /// How far this position is behind another one, in sequence numbers.
    fileprivate func behind(_ other: MariaDBGTIDList) -> UInt64 {
        other.latest.gtids.reduce(0) { sum, theirs in
            let mine = latest(in: theirs.domain)?.sequence ?? 0
            return sum &+ (theirs.sequence > mine ? theirs.sequence - mine : 0)
        }
    }
}
