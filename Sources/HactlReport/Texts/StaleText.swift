import HactlModel
import HactlPlan

/// Why a saved plan no longer holds: every fact that moved, from what to what.
package struct StaleText: Sendable {
    private let plan: Plan
    private let facts: Facts
    private let cluster: Cluster?
    private let names: [String: String]

    /// - Parameter cluster: gives addresses their names.
    package init(_ plan: Plan, seen facts: Facts, in cluster: Cluster? = nil) {
        self.plan = plan
        self.facts = facts
        self.cluster = cluster
        let pairs = cluster?.members.map { ($0.address.description, $0.name.text) } ?? []
        names = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// `nil` when every fact still holds.
    package var refusal: Refusal? {
        let moved = blind.map(blindRow) + plan.evidence.compactMap(row)
        if moved.isEmpty { return nil }
        let clause = moved.count == 1 ? "1 fact has moved since" : "\(moved.count) facts have moved since"
        return Refusal(
            "Saved plan is stale (\(clause) \(plan.createdAt.toTheSecond))", details: Columns.lines(moved),
            hint: again)
    }

    /// A plan whose time is over.
    package static func expired(_ plan: Plan, at now: Moment) -> Refusal? {
        guard now > plan.expiresAt else { return nil }
        return Refusal(
            "Saved plan is stale (it expired at \(plan.expiresAt.toTheSecond), \((now - plan.expiresAt).words) ago)",
            hint: StaleText(plan, seen: Facts()).again)
    }

    private var again: String {
        "Plan anew:  hactl plan \(plan.playbook) --cluster \(plan.cluster) --to \(wanted)"
    }

    /// Whom a person would name.
    private var wanted: MemberName {
        [.returnedPrimary, .lostReplica].contains(plan.premise) ? plan.roles.primary : plan.roles.candidate
    }

    /// Of a member that can't be seen every fact has moved: one line says that.
    private var blind: [MemberName] {
        plan.roles.all.filter { facts.blindness(of: $0) != nil && !plan.mayBeBlind(to: $0) }
    }

    private func blindRow(_ name: MemberName) -> [String] {
        let words = facts.blindness(of: name) ?? ""
        return [name.text, words.hasPrefix("\(name) ") ? String(words.dropFirst(name.text.count + 1)) : words]
    }

    /// `db3: source`, `db1 -> db2`
    private func row(_ evidence: Evidence) -> [String]? {
        if let member = evidence.subject.member, blind.contains(member) { return nil }
        guard let words = evidence.contradiction(in: facts, of: cluster ?? plan.bareCluster) else { return nil }
        let name = evidence.subject.name
        let prefix = name + ": "
        return [name, named(words.hasPrefix(prefix) ? String(words.dropFirst(prefix.count)) : words)]
    }

    private func named(_ words: String) -> String {
        words.split(separator: " ", omittingEmptySubsequences: false).map { word in
            names[String(word)] ?? String(word)
        }.joined(separator: " ")
    }
}

extension Evidence.Subject {
    /// Whose server it is about.
    fileprivate var member: MemberName? {
        switch self {
        case .identity(let name), .version(let name), .writable(let name), .source(let name), .executed(let name),
            .lag(let name), .verdict(let name):
            name
        case .holders, .route: nil
        }
    }
}

extension Plan {
    /// A primary that is dead, or back behind its fence, needn't be seen; nor whoever was not seen when the plan was made.
    fileprivate func mayBeBlind(to name: MemberName) -> Bool {
        switch premise {
        case .livingPrimary: false
        case .deadPrimary, .returnedPrimary: name == roles.primary
        case .lostReplica: name == roles.primary && !evidence.contains { $0.subject == .identity(name) }
        case .steady: !evidence.contains { $0.subject == .identity(name) }
        }
    }

    /// Where nobody has an inventory at hand, nothing that needs one is judged.
    fileprivate var bareCluster: Cluster {
        Cluster(name: cluster, members: [], place: SourcePlace(file: cluster, line: 1, column: 1))
    }
}
