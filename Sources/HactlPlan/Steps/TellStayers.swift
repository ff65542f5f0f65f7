import HactlModel

/// Tells what still leads to a former primary, and which clients are there: pools that keep connections, programs that know the
/// server by its own name. They read, and their writes fail. Changes nothing, for each of that is another step's business.
package struct TellStayers: Step {
    package static let kind: StepKind = "tell-stayers"
    package let member: MemberName
    package let address: InstanceAddress
    package let endpoint: VirtualAddress?
    package let proxies: [ProxyName]
    /// hactl's own: the probe that measures the outage comes through the address, and leaves a moment later.
    package let account: String

    package var subject: MemberName? { member }
    package var title: String { "Tell what is still on \(member)" }
    package var probes: [Probe] {
        [.activity(member)] + (endpoint == nil ? [] : [.addresses(member)]) + proxies.map(Probe.proxy)
    }

    package func status(in facts: Facts) -> StepStatus {
        let stayers = stayers(in: facts)
        return .satisfied(
            because: stayers.isEmpty
                ? "no address, no route and no client's session is left on \(member)"
                : "on \(member), which takes no writes: \(stayers.joined(separator: "; "))")
    }

    /// As clauses; empty when nobody is left.
    func stayers(in facts: Facts) -> [String] {
        let held =
            endpoint.map { facts.host(member)?.holds($0.address) == true ? ["it holds \($0.address)"] : [] } ?? []
        let routes = proxies.filter { facts.proxy($0)?.server(at: address)?.isOpen == true }.map {
            "\($0) leads writes there"
        }
        return held + routes + sessions(in: facts)
    }

    private func sessions(in facts: Facts) -> [String] {
        guard let instance = facts.instance(member) else { return ["who is there can't be told"] }
        let strangers = instance.activity.sessions.filter { $0.user != account }
        let places = Dictionary(grouping: strangers) { "\($0.user) from \($0.place)" }
        let listed = places.sorted { $0.key < $1.key }.map { $1.count == 1 ? $0 : "\($0) (\($1.count))" }
        return listed.isEmpty ? [] : ["clients: " + listed.listed(atMost: 5)]
    }

    package func actions(in facts: Facts) -> [Action] { [] }

    package func undo(from before: Facts) -> Undo { .nothing(because: "it only looks") }

    package func change(in facts: Facts) -> String { "addresses, routes and clients' sessions" }

    /// A dead one is fenced, and nobody can be on it.
    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        let members = try entry.members("on", in: scene, otherwise: [scene.roles.primary])
        if scene.premise == .deadPrimary { return [] }
        return members.map { name in
            TellStayers(
                member: name, address: scene.address(of: name), endpoint: scene.endpoint(on: name),
                proxies: scene.proxiesInSight.map(\.name), account: scene.cluster.member(named: name)?.sql.user ?? "")
        }
    }
}

extension Plan {
    /// What still leads to the former primary, and who is there, as a sentence; `nil` where nothing does.
    package func stayers(in facts: Facts) -> String? {
        steps.lazy.compactMap { $0 as? TellStayers }.first { !$0.stayers(in: facts).isEmpty }?.status(in: facts).reason
    }
}

extension Session {
    /// Without the port, which is another one for each session.
    fileprivate var place: String {
        guard let colon = host.lastIndex(of: ":"), host[host.index(after: colon)...].allSatisfy(\.isNumber) else {
            return host
        }
        return String(host[..<colon])
    }
}
