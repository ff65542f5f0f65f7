import HactlModel

/// No fence is left standing beside a server that answers.
package struct StandingFence: HealthCheck {
    package static let code = "H06"
    package static let summary =
        "No member that answers still has hactl's fence on its host: after its next start it would be closed to the network. (One that is "
        + "fenced and waits to rejoin is P01's.)"

    package init() {}

    package func findings(about cluster: Cluster, seen facts: Facts, at now: Moment) -> [Finding] {
        cluster.members.map(\.name).compactMap { name in
            guard facts.instance(name) != nil, facts.host(name)?.daemon.isFenced == true else { return nil }
            return Finding(
                Self.code, .warning, on: name,
                "\(name) answers, and its host still has hactl's fence: after its next start nobody would reach it",
                remedy: "Take the fence down: hactl apply rejoin --to \(name).")
        }
    }
}
