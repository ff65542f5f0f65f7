import HactlModel

/// Says what was lost with a dead primary: it reads what the primary's log holds after the place up to which anybody had received
/// it, and takes away what the new primary has. Changes nothing.
package struct TellLoss: Step {
    package static let kind: StepKind = "tell-loss"
    package let member: MemberName
    package let successor: MemberName
    /// From where on the primary's log is read.
    package let after: TransactionSet
    package let limit: Duration
    /// Those who acknowledged as semi-sync replicas.
    package let acknowledging: [MemberName]

    package var subject: MemberName? { member }
    package var title: String { "Tell what was lost with \(member)" }
    package var probes: [Probe] { [.logTail(of: member, after: after), .instance(successor)] }
    package var preliminaries: [Probe] { [] }
    package var patience: Duration? { limit }

    package func status(in facts: Facts) -> StepStatus {
        switch facts.logTails[member] {
        case nil: .settling(because: "nobody has read its log")
        case .unseen(let reason)?:
            .satisfied(
                because: "what was lost with \(member) can't be told: its log can't be read (\(reason.sentence))")
        case .seen(let tail)?: .satisfied(because: sentence(about: tail, facts))
        }
    }

    private func sentence(about tail: LogTail, _ facts: Facts) -> String {
        let lost = Lost(in: tail, beside: facts.instance(successor)?.transactions)
        guard let words = lost.words else {
            return
                "nothing was lost with \(member): \(successor) has all that its log holds, up to its end (\(tail.end))"
        }
        return
            "\(words) of \(member) were received by nobody, and are in its log alone (\(after.brief) to \(tail.end)); "
            + promise
    }

    /// Whether clients were told that they are safe.
    private var promise: String {
        acknowledging.isEmpty
            ? "replication was asynchronous: clients may have been told that they are safe"
            : "\(acknowledging.listed()) acknowledged as semi-sync replicas: clients were not told that they are safe, unless "
                + "\(member) had fallen back"
    }

    package func actions(in facts: Facts) -> [Action] { [] }

    package func undo(from before: Facts) -> Undo { .nothing(because: "it only reads") }

    package func change(in facts: Facts) -> String { "its log after \(after.brief), read by its host" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "within"])
        let limit = try entry.duration("within", in: scene, otherwise: .seconds(10))
        return try entry.members("on", in: scene, otherwise: [scene.roles.primary]).compactMap { name in
            guard scene.facts.host(name) != nil, let after = scene.furthestKnown else { return nil }
            let replicas = scene.roles.survivors.filter { scene.facts.instance($0)?.semiSync?.replicaEnabled == true }
            return TellLoss(
                member: name, successor: scene.roles.candidate, after: after, limit: limit, acknowledging: replicas)
        }
    }
}

/// What a log's tail has and a server lacks.
struct Lost {
    let mysql: MySQLGTIDSet
    let mariadb: [MariaDBGTID]
    let unnamed: Int
    let isPartial: Bool

    /// On MariaDB the new primary goes on with the numbers of its domain, so only what it has of the very server that wrote them
    /// counts.
    init(in tail: LogTail, beside known: Transactions?) {
        var (mysql, mariadb) = (tail.mysql, tail.mariadb)
        if case .gtids(let set)? = known?.executed { mysql = mysql.subtracting(set) }
        if let state = known?.state {
            mariadb.removeAll { $0.sequence <= state.sequence(of: $0.server, in: $0.domain) ?? 0 }
        }
        (self.mysql, self.mariadb, unnamed, isPartial) = (mysql, mariadb, tail.unnamed, tail.isPartial)
    }

    /// `nil` where there is nothing.
    var words: String? {
        let count = Int(clamping: mysql.count) + mariadb.count + unnamed
        if count == 0 { return isPartial ? "transactions that can't be read" : nil }
        return "\(isPartial ? "at least " : "")\(count) transactions" + (names.isEmpty ? "" : " (\(names))")
    }

    private var names: String {
        if !mysql.isEmpty { return mysql.description }
        guard let first = mariadb.first, let last = mariadb.last else { return "" }
        return first == last ? first.description : "\(first) to \(last)"
    }
}

extension Plan {
    /// What was lost with a dead primary, as a sentence; `nil` where nobody was asked.
    package func loss(in facts: Facts) -> String? {
        steps.lazy.compactMap { $0 as? TellLoss }.first { facts.logTails[$0.member] != nil }?.status(in: facts).reason
    }
}

extension Scene {
    /// From where on the primary's log may hold what nobody has; `nil` where that can't be told. With GTIDs it is read from where it is
    /// applied: a place where a transaction begins, and what was received besides is taken away by name.
    var furthestKnown: TransactionSet? {
        let places = roles.survivors.compactMap { name -> TransactionSet? in
            guard let channel = facts.instance(name)?.channels.first else { return nil }
            return channel.places?.read ?? channel.appliedUpTo
        }
        return places.reduce(places.first) { furthest, place in furthest.flatMap { $0.union(place) } }
    }
}
