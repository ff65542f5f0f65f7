import HactlModel

/// Ends what a proxy still holds on servers to which it no longer leads: clients of a host that is gone would wait for it, and
/// nobody could end their sessions from the other side.
package struct EndRoutes: Step {
    package static let kind: StepKind = "end-routes"
    package let proxy: ProxyName
    package let member: MemberName
    package let address: InstanceAddress
    package var quorum: Int?

    package var subject: MemberName? { nil }
    package var title: String { "End what \(proxy) holds beside \(member)" }
    package var probes: [Probe] { [.proxy(proxy)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let seen = facts.proxy(proxy) else { return .blocked(because: blind(proxy, facts)) }
        guard let server = seen.server(at: address), seen.leading == [server.name] else {
            return .blocked(because: "\(proxy) does not lead to \(member) alone")
        }
        let left = held(by: seen)
        if left.isEmpty { return .satisfied(because: "\(proxy) holds no session beside \(member)") }
        if facts.ledger.contains(Self.label(of: proxy)) {
            return .satisfied(because: "what \(proxy) still holds beside \(member) has no client any more")
        }
        let words = left.map { "\($0.sessions ?? 0) on \($0.name)" }.joined(separator: ", ")
        return .pending(because: "\(proxy) holds sessions: \(words)")
    }

    private func held(by seen: ProxyFacts) -> [ProxyServer] {
        seen.servers.filter { $0.address != address && ($0.sessions ?? 0) > 0 }
    }

    /// What the ledger says once a proxy has ended what it could. A connection whose client has gone before stays until HAProxy's own
    /// timeout when the server doesn't answer: `stream_shutdown` leaves alone what is shut already (HAProxy 2.6, stream.c).
    package static func label(of proxy: ProxyName) -> String { "ended-routes:\(proxy)" }

    package func actions(in facts: Facts) -> [Action] {
        [.proxy(proxy, .endSessions(of: facts.proxy(proxy).map(held)?.map(\.name) ?? []))]
    }

    package func undo(from before: Facts) -> Undo { .nothing(because: "clients reconnect by themselves") }

    package func change(in facts: Facts) -> String {
        "\(facts.proxy(proxy).map(held)?.compactMap(\.sessions).reduce(0, +) ?? 0) sessions"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["to"])
        let member = try entry.member("to", in: scene, otherwise: scene.roles.candidate)
        return scene.proxiesInSight.map {
            EndRoutes(
                proxy: $0.name, member: member, address: scene.address(of: member), quorum: scene.cluster.proxyQuorum)
        }
    }
}
