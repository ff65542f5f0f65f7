import HactlModel

/// Who takes the place of a dead primary: among those who can, the best by promotion rule and datacenter, then whoever
/// has received most, then whoever has least left to apply. Where the one that is wanted lacks something, another one
/// gives it to it first; nothing that any survivor has is left behind.
package struct Succession: Equatable, Sendable {
    package let chosen: MemberName?
    /// Who has what the chosen one lacks.
    package let feeder: MemberName?
    /// Those who follow the new primary.
    package let followers: [MemberName]
    /// Those who are left where they are: unseen, or unable to follow.
    package let isolated: [MemberName]
    package let standings: [Standing]
    package let findings: [Finding]

    /// - Parameter heir: who takes writes in its place already. Then there is no choice, and nobody may give it anything any more.
    package init(
        in cluster: Cluster, seen facts: Facts, primary: MemberName, wanted: MemberName? = nil,
        heir: MemberName? = nil
    ) {
        let poll = SuccessionPoll(cluster: cluster, facts: facts, primary: primary)
        let leaders = poll.leaders
        let ranking = leaders.isEmpty || heir != nil ? leaders.filter { $0.name == heir } : poll.ranking(leaders)
        let winner = (heir ?? wanted).map { name in ranking.first { $0.name == name } } ?? ranking.first
        chosen = winner?.name
        feeder = winner.flatMap { winner in
            leaders.contains { $0.name == winner.name } ? nil : poll.feeder(among: leaders)?.name
        }
        let later = poll.later(than: winner)
        followers = poll.followers.filter { $0 != winner?.name && !later.contains($0) }.sorted()
        isolated = poll.absent + poll.strays.filter { $0 != winner?.name } + later
        standings = poll.standings(ranking, winner, feeder: feeder)
        findings = winner == nil ? [heir.map(poll.discord) ?? poll.failure(wanted, leaders)] : []
    }
}

/// The survivors asked one by one.
private struct SuccessionPoll {
    let cluster: Cluster
    let facts: Facts
    let primary: MemberName
    let survivors: [Survivor]

    init(cluster: Cluster, facts: Facts, primary: MemberName) {
        self.cluster = cluster
        self.facts = facts
        self.primary = primary
        survivors = cluster.members.filter { $0.name != primary }.compactMap {
            Survivor($0, of: cluster, facts, primary: primary)
        }
    }

    var absent: [MemberName] {
        cluster.members.map(\.name).filter { name in
            name != primary && !survivors.contains { $0.name == name }
        }
    }

    /// Who followed the primary, and is to follow the new one.
    var followers: [MemberName] {
        survivors.filter { sources(of: $0).contains(primary) && !hasStumbled($0) }.map(\.name)
    }

    /// Who follows nobody of the cluster, or whose applier has stopped with an error: what it has received stays there for
    /// whoever cures it. A replica of a replica is none: it goes on following that one.
    var strays: [MemberName] { survivors.filter { sources(of: $0).isEmpty || hasStumbled($0) }.map(\.name) }

    private func hasStumbled(_ survivor: Survivor) -> Bool {
        survivor.instance.channels.contains { $0.applierError != nil }
    }

    private func sources(of survivor: Survivor) -> [MemberName] {
        survivor.instance.channels.compactMap { facts.source(of: $0, in: cluster) }
    }

    /// Those who have everything that any of them has; nobody where two have each what the other lacks.
    var leaders: [Survivor] { rivals.filter { $0.has(all: rivals) } }

    /// Whose transactions can be compared. Without GTIDs a replica of a replica knows places in that one's log only, and has
    /// no more than it.
    private var rivals: [Survivor] {
        survivors.filter { !$0.instance.countsByPlace || sources(of: $0).contains(primary) }
    }

    /// Without GTIDs, who has not received all that the new primary has: nobody can tell where in its log they would go
    /// on. What it has received counts only as far as it came whole, which shows once its applier waits for more.
    func later(than winner: Survivor?) -> [MemberName] {
        guard let winner, winner.instance.countsByPlace, let places = winner.instance.places else { return [] }
        let all = places.isIdle ? places.executed : places.read
        return survivors.filter { followers.contains($0.name) && !$0.held.contains(all).isYes }.map(\.name)
    }

    func obstacle(to survivor: Survivor) -> String? { survivor.obstacle(in: facts, of: cluster, primary) }

    /// The sort is stable: the order of the inventory decides among equals.
    func ranking(_ leaders: [Survivor]) -> [Survivor] {
        let able = survivors.filter { obstacle(to: $0) == nil }
        let feedable = feeder(among: leaders) != nil
        let eligible = able.filter { survivor in feedable || leaders.contains { $0.name == survivor.name } }
        return eligible.sorted { key($0, leaders).lexicographicallyPrecedes(key($1, leaders)) }
    }

    private func key(_ survivor: Survivor, _ leaders: [Survivor]) -> [UInt64] {
        let rule = UInt64(PromotionRule.allCases.firstIndex(of: survivor.member.promotion) ?? 0)
        let isPartner = cluster.partner(of: primary) == survivor.name
        let lacks: UInt64 = leaders.contains { $0.name == survivor.name } ? 0 : 1
        let weakness = UInt64.max - UInt64(survivor.member.weight)
        return [rule, survivor.isElsewhere ? 1 : 0, isPartner ? 0 : 1, weakness, lacks, survivor.backlog]
    }

    /// Somebody who has everything, logs it, and can apply what it has not applied yet.
    func feeder(among leaders: [Survivor]) -> Survivor? {
        // Where another one's log would go on is not known without GTIDs.
        leaders.filter { leader in
            !leader.instance.countsByPlace && leader.instance.binlog.enabled
                && leader.instance.binlog.logsReplicaUpdates
                && leader.instance.channels.allSatisfy { $0.applierError == nil && $0.delay == 0 }
        }.min { $0.backlog < $1.backlog }
    }

    func standings(_ ranking: [Survivor], _ winner: Survivor?, feeder: MemberName?) -> [Standing] {
        let able = ([winner].compactMap(\.self) + ranking.filter { $0.name != winner?.name }).map { survivor in
            standing(survivor, isChosen: survivor.name == winner?.name, feeder)
        }
        return able
            + survivors.compactMap { survivor in
                obstacle(to: survivor).map {
                    Standing(member: survivor.name, outcome: .rejected, sentence: "\(survivor.name) is rejected: \($0)")
                }
            }
            + absent.map {
                Standing(
                    member: $0, outcome: .rejected,
                    sentence: "\($0) is left where it is: \(facts.blindness(of: $0) ?? "what it has can't be told")")
            }
    }

    private func standing(_ survivor: Survivor, isChosen: Bool, _ feeder: MemberName?) -> Standing {
        let words = [
            "promotion \(survivor.member.promotion.rawValue)",
            survivor.member.datacenter.map {
                survivor.isElsewhere ? "in another datacenter (\($0))" : "in datacenter \($0)"
            },
            survivor.member.weight == Member.usualWeight ? nil : "weight \(survivor.member.weight)",
            place(of: survivor), backlog(of: survivor),
            isChosen ? feeder.map { "is fed by \($0) first" } : nil,
        ].compactMap(\.self).joined(separator: ", ")
        let verb = isChosen ? "is chosen" : "could be primary"
        return Standing(
            member: survivor.name, outcome: isChosen ? .chosen : .eligible,
            sentence: "\(survivor.name) \(verb): \(words)")
    }

    private func place(of survivor: Survivor) -> String {
        let missing = survivors.lazy.compactMap { other -> String? in
            if case .no(let missing) = survivor.held.contains(other.shared) {
                return "lacks \(missing) of \(other.name)"
            }
            return nil
        }.first
        return missing ?? "has everything that any survivor has"
    }

    private func backlog(of survivor: Survivor) -> String {
        survivor.backlog == 0 ? "has applied it" : "has \(survivor.backlog) transactions to apply"
    }

    func failure(_ wanted: MemberName?, _ leaders: [Survivor]) -> Finding {
        if survivors.isEmpty {
            return finding(
                "nobody but \(primary) was seen, so nobody can take its place", "Cure what keeps hactl from them.")
        }
        if leaders.isEmpty { return finding(divergence, "Compare them by hand and take one off the inventory.") }
        if let wanted, let survivor = survivors.first(where: { $0.name == wanted }), survivor.instance.countsByPlace,
            obstacle(to: survivor) == nil
        {
            return finding(
                "\(wanted) can't become primary: it \(place(of: survivor)), and without GTIDs nobody can give it to it",
                "Name whoever has most, or none and let hactl choose.")
        }
        if let wanted, let survivor = survivors.first(where: { $0.name == wanted }) {
            let clause = obstacle(to: survivor) ?? "it lacks what others have, and nobody can give it to it"
            return finding(
                "\(wanted) can't become primary: \(clause)", "Name another one, or none and let hactl choose.")
        }
        if let wanted {
            return finding(
                "\(wanted) can't become primary: \(facts.blindness(of: wanted) ?? "it is no member")",
                hint(for: wanted.text, among: survivors.map(\.name.text)))
        }
        let reasons = survivors.compactMap { survivor in obstacle(to: survivor).map { "\(survivor.name): \($0)" } }
        let why = reasons.isEmpty ? "those who can lack what others have" : reasons.joined(separator: "; ")
        return finding("nobody can take the place of \(primary) (\(why))", "Cure what stands against one of them.")
    }

    func discord(of heir: MemberName) -> Finding {
        let lack = survivors.first { $0.name == heir }.map(place) ?? "can't be compared with the others"
        return finding(
            "\(heir) takes writes already, in the place of \(primary), and \(lack): two histories",
            "Compare them by hand. Whoever has more than \(heir) is to be rebuilt, or its transactions are to be carried over."
        )
    }

    /// Two that have each what the other lacks, with what.
    private var divergence: String {
        for one in survivors {
            for other in survivors {
                guard case .no(let lacked) = one.held.contains(other.shared) else { continue }
                guard case .no(let extra) = other.held.contains(one.shared) else { continue }
                return "\(one.name) has \(extra) that \(other.name) lacks, and \(other.name) has \(lacked) that "
                    + "\(one.name) lacks: two histories"
            }
        }
        return "what the survivors have can't be compared"
    }

    private func finding(_ summary: String, _ remedy: String) -> Finding {
        Finding(Election.code, .failure, summary, remedy: remedy)
    }
}
