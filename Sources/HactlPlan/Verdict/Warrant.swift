import HactlModel

/// Whether a failover may be done while nobody watches: the policy's answer, with every reason against it.
package struct Warrant: Equatable, Sendable {
    /// Sentences without full stops; empty when nothing stands against it.
    package let obstacles: [String]

    /// An earlier failover of the cluster.
    package struct Past: Equatable, Sendable {
        package var run: String
        package var at: Moment
        package var isAcknowledged: Bool
        package var witness: Witness

        /// How it is known of.
        package enum Witness: Equatable, Sendable {
            case journal
            /// A watch here saw that others had done it.
            case watch
        }

        package init(run: String, at: Moment, isAcknowledged: Bool, witness: Witness = .journal) {
            self.run = run
            self.at = at
            self.isAcknowledged = isAcknowledged
            self.witness = witness
        }

        /// A clause.
        package func words(at now: Moment) -> String {
            switch witness {
            case .journal: "run \(run) was a failover \((now - at).words) ago"
            case .watch: "another machine has failed over \((now - at).words) ago (\(run))"
            }
        }
    }

    /// - Parameters:
    ///   - past: the cluster's failovers, oldest first.
    ///   - pause: what somebody has said on this machine.
    package init(for scene: Scene, after past: [Past], pause: Pause? = nil, at now: Moment) {
        let policy = scene.cluster.policy
        obstacles = [
            Self.maintenance(policy), pause.map { "the cluster is \($0.words)" }, Self.verdict(scene, policy),
            Self.fence(scene, policy),
            Self.flapping(past, policy, now), Self.budget(past, policy, now),
        ].compactMap(\.self)
    }

    private static func maintenance(_ policy: Policy) -> String? {
        policy.maintenance ? "the cluster is in maintenance (`policy: maintenance`)" : nil
    }

    private static func verdict(_ scene: Scene, _ policy: Policy) -> String? {
        guard let kind = scene.verdict?.kind, !policy.unattended.contains(kind) else { return nil }
        let named = policy.unattended.map(\.rawValue).joined(separator: ", ")
        return "the policy does not name the verdict \(kind.rawValue) (`policy: unattended: [\(named)]`)"
    }

    private static func fence(_ scene: Scene, _ policy: Policy) -> String? {
        scene.chosenRungs.isEmpty ? "\(scene.roles.primary) can't be fenced as the policy wants it" : nil
    }

    /// The newest failover whose cause nobody has said to understand yet, within the block period.
    package static func blocking(_ past: [Past], by policy: Policy, at now: Moment) -> Past? {
        past.last { !$0.isAcknowledged && now - $0.at < policy.blockPeriod }
    }

    private static func flapping(_ past: [Past], _ policy: Policy, _ now: Moment) -> String? {
        guard let last = blocking(past, by: policy, at: now) else { return nil }
        return "\(last.words(at: now)), within the block period of "
            + "\(policy.blockPeriod.words). Once it is understood: hactl ack \(last.run)"
    }

    private static func budget(_ past: [Past], _ policy: Policy, _ now: Moment) -> String? {
        let recent = past.count { now - $0.at < .seconds(86_400) }
        return recent >= policy.budget
            ? "\(recent) failovers within 24 hours are as many as the policy allows (`policy: budget`)" : nil
    }
}
