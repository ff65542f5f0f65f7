import HactlModel

/// The members asked one by one whether they could be primary.
struct Poll {
    let cluster: Cluster
    let facts: Facts
    let primary: MemberName

    /// The checks that a candidate must pass. The others judge the moment or the cluster, not the choice.
    private static let checks: [any Check] = [
        NoClusterware(), ReadOnlyReplicas(), DirectReplica(), ReplicationRunning(), GTIDEverywhere(),
        NoErrantTransactions(), BinaryLog(), NoDelay(), ServerVersions(),
    ]

    /// Eligible or not, best first. The sort is stable.
    var ranking: [Merit] {
        cluster.members.filter { $0.name != primary }.map { Merit(of: $0, in: scene(for: $0.name)) }
            .sorted { $0.precedes($1) }
    }

    /// Why a member can't be primary, as a clause; a member without an entry can.
    var obstacles: [MemberName: String] {
        var clauses: [MemberName: String] = [:]
        for member in cluster.members { clauses[member.name] = obstacle(to: member) }
        return clauses
    }

    private func obstacle(to member: Member) -> String? {
        if member.name == primary { return "it is the primary" }
        if member.promotion == .mustNot { return "the inventory says must_not" }
        return facts.blindness(of: member.name) ?? blindHost(of: member.name) ?? objection(to: member.name)
    }

    private func blindHost(of name: MemberName) -> String? {
        facts.host(name) == nil ? HactlPlan.blindHost(name, facts) : nil
    }

    /// What may be accepted (a lag, an older old primary) is for the checks of the run: it does not decide here.
    private func objection(to name: MemberName) -> String? { finding(against: name)?.summary }

    private func finding(against name: MemberName) -> Finding? {
        let scene = scene(for: name)
        for check in Self.checks {
            let failures = check.findings(in: scene).filter { $0.severity == .failure && !$0.mayBeAccepted }
            if let mine = failures.first(where: { $0.subject == name }) { return mine }
        }
        return nil
    }

    /// What to do about it, where that is known.
    private func remedy(for name: MemberName) -> String? {
        facts.instance(name) == nil || name == primary ? nil : finding(against: name)?.remedy
    }

    private func scene(for name: MemberName) -> Scene {
        let others = cluster.members.map(\.name).filter { $0 != primary && $0 != name }.sorted()
        let roles = Roles(primary: primary, candidate: name, replicas: others)
        return Scene(cluster: cluster, facts: facts, roles: roles, run: "")
    }

    func rejected(_ obstacles: [MemberName: String]) -> [Standing] {
        cluster.members.compactMap { member in
            obstacles[member.name].map {
                Standing(member: member.name, outcome: .rejected, sentence: "\(member.name) is rejected: \($0)")
            }
        }
    }

    func failure(_ wanted: MemberName?, _ obstacles: [MemberName: String]) -> Finding {
        guard let wanted else { return nobody(obstacles) }
        let clause = obstacles[wanted] ?? "it is no member of \(cluster.name)"
        let remedy =
            obstacles[wanted] == nil
            ? hint(for: wanted.text, among: cluster.members.map(\.name.text))
            : remedy(for: wanted).map { "\($0) Or name another member, or none and let hactl choose." }
                ?? "Name another member, or none and let hactl choose."
        return Finding(Election.code, .failure, on: wanted, "\(wanted) can't become primary: \(clause)", remedy: remedy)
    }

    private func nobody(_ obstacles: [MemberName: String]) -> Finding {
        let reasons = cluster.members.filter { $0.name != primary }.compactMap { member in
            obstacles[member.name].map { "\(member.name): \($0)" }
        }
        let why = reasons.isEmpty ? "\(primary) is the only member" : reasons.joined(separator: "; ")
        return Finding(
            Election.code, .failure, "no member can become primary (\(why))",
            remedy: "Cure what stands against one of them"
                + (cluster.members.lazy.compactMap { remedy(for: $0.name) }.first.map { ": \($0)" } ?? "."))
    }
}

extension Election {
    /// Beside the checks' codes: `E01` is what an election that chose nobody says.
    package static let code = "E01"
}
