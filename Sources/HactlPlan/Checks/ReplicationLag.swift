import HactlModel

/// The candidate is close enough behind.
package struct ReplicationLag: Check {
    package static let name = "lag"
    package static let code = "P06"
    package static let summary =
        "The candidate lags no more than the limit: what it lacks, it must apply before writes flow again."
    package static let example = "{at-most: limits.lag}"
    package static let acceptance = Acceptance.always
    private let limit: Duration

    package init(reading entry: CheckEntry, limits: Limits) throws(Complaint) {
        limit = try entry.duration("at-most", limits: limits, otherwise: limits.lag)
    }

    package func subjects(in scene: Scene) -> [MemberName] { scene.replicaNames }

    package func findings(in scene: Scene) -> [Finding] {
        scene.replicas.flatMap { replica in
            replica.instance.channels.compactMap { judge(replica.name, $0, scene) }
        }
    }

    /// A channel that doesn't run has no lag to speak of: that is for P05.
    private func judge(_ name: MemberName, _ channel: ReplicationChannel, _ scene: Scene) -> Finding? {
        guard channel.isRunning else { return nil }
        let isCandidate = name == scene.roles.candidate
        guard let lag = scene.facts.lag(of: name, by: channel) else { return isCandidate ? unknown(name) : nil }
        guard .seconds(lag) > limit else { return nil }
        return isCandidate ? late(name, lag) : lateBystander(name, lag)
    }

    private func unknown(_ name: MemberName) -> Finding {
        objection(
            on: name, "the lag of \(name) can't be told, though its replication runs",
            remedy: "Wait a moment and check again; the candidate is synced before the freeze in any case.")
    }

    private func late(_ name: MemberName, _ lag: Int) -> Finding {
        objection(
            on: name, "\(name) lags \(lag)s, more than the limit of \(limit.words): the switch would wait for it",
            remedy: "Wait until \(name) has caught up, or choose another candidate.")
    }

    private func lateBystander(_ name: MemberName, _ lag: Int) -> Finding {
        warning(
            on: name, "\(name) lags \(lag)s, more than the limit of \(limit.words); it is not the candidate",
            remedy: "The end of the switch waits for \(name): let it catch up first to have it short.")
    }

    package func passed(in scene: Scene) -> String {
        let lag = scene.facts.lag(of: scene.roles.candidate) ?? 0
        return "\(scene.roles.candidate) lags \(lag)s, at most \(limit.words) is allowed"
    }
}
