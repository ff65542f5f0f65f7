import HactlModel
import HactlPlan

/// What a watch tells of one cluster at one moment: what it saw, what it made of it, and what it does about it.
package struct ClusterStatus: Equatable, Sendable {
    package var cluster: String
    package var observedAt: Moment
    package var status: HealthStatus
    package var state: ClusterHealth.State
    /// The worst in one sentence, without a full stop.
    package var summary: String
    /// The member that takes writes, when there is one beyond doubt.
    package var primary: MemberName?
    /// The virtual address to which clients write, `10.0.0.50:3306`; `nil` where there is none.
    package var endpoint: String?
    /// In the order of the inventory.
    package var members: [MemberStatus]
    /// The proxies, in the order of the inventory.
    package var routes: [TopologyRoute]
    /// The worst first.
    package var findings: [Finding]
    /// The last verdict on the primary; `nil` while nobody had a reason to ask.
    package var verdict: DatedVerdict?
    package var stand: Stand
    /// `nil` while nobody has paused it.
    package var pause: Pause?
    /// The run that is under way now.
    package var running: RunUnderway?
    /// Where something should be done: why nothing is, a sentence each without a full stop.
    package var holdsBack: [String]

    /// - Parameters:
    ///   - errant: members that have transactions of their own.
    ///   - verdict: with when it was reached.
    package init(
        of health: ClusterHealth, errant: Set<MemberName> = [], verdict: DatedVerdict? = nil, stand: Stand,
        pause: Pause? = nil, running: RunUnderway? = nil, holdsBack: [String] = []
    ) {
        let tree = TopologyTree(of: health.cluster, seen: health.facts, errant: errant)
        cluster = health.cluster.name
        observedAt = health.observedAt
        (status, state, summary) = (health.status, health.state, health.sentence)
        primary = health.primary
        endpoint = health.cluster.writer?.endpoint.address.description
        members = tree.nodes.map { MemberStatus($0, lag: health.lag(of: $0.name)) }
        routes = tree.routes
        findings = health.findings.sorted { $0.severity > $1.severity }
        self.verdict = verdict
        self.stand = stand
        self.pause = pause
        self.running = running
        self.holdsBack = holdsBack
    }
}

extension ClusterHealth {
    fileprivate var sentence: String {
        unseen ?? worst ?? (primary.map { "\($0) takes writes, and nothing is wrong" } ?? "nothing is wrong")
    }

    /// The most that one of its channels lags, in seconds.
    fileprivate func lag(of name: MemberName) -> Int? { facts.instance(name)?.channels.compactMap(\.lag).max() }
}
