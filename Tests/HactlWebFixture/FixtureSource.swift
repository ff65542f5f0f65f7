import HactlModel
import HactlReport
import HactlWeb

/// A watch of values: it answers what it was given, changes when it is told to, and remembers what it was asked to do.
package actor FixtureSource: StatusSource {
    package private(set) var deeds: [String] = []
    private var moment: Moment
    private var turn = 0
    /// Clusters that stay as they were, whatever becomes of the others.
    private var still: [String: ClusterStatus] = [:]
    private var trails: [String: Trail] = [:]
    private let history: FixtureRuns
    private let crowd: Int
    private var replies: [Reply.Outcome] = []
    private nonisolated let listeners = Listeners()

    /// - Parameter crowd: how many clusters there are beside those of the scenes; all are well.
    package init(at moment: Moment, beside crowd: Int = 0) async throws {
        self.moment = moment
        self.crowd = crowd
        history = try await FixtureRuns()
        for status in FixtureScenes.statuses(at: moment, after: 0, beside: crowd) {
            trails[status.cluster] = Self.hour(of: status)
        }
    }

    /// The next scene, some time later, in one cluster alone.
    package func change(only cluster: String) {
        for status in current where status.cluster != cluster { still[status.cluster] = status }
        change()
    }

    /// The next scene, some time later.
    package func change(by span: Duration = .seconds(5)) {
        moment = moment + span
        turn += 1
        for status in current { trails[status.cluster]?.append(status) }
        listeners.tick()
    }

    /// What the next deeds come to; then `done` again.
    package func reply(_ outcomes: Reply.Outcome...) { replies = outcomes }

    package nonisolated var listenerCount: Int { listeners.count }

    private var current: [ClusterStatus] {
        FixtureScenes.statuses(at: moment, after: turn, beside: crowd).map { still[$0.cluster] ?? $0 }
    }

    package func statuses() -> [ClusterStatus] { current }
    package func trail(of cluster: String) -> Trail? { trails[cluster] }
    package func runs(of cluster: String?) -> [HistoryRun] {
        history.reports.map(\.run).filter { cluster == nil || $0.cluster == cluster }
    }
    package func report(of run: String) -> RunReport? { history.reports.first { $0.run.id == run } }
    package func metrics() -> String { "# TYPE hactl_cluster_status gauge\nhactl_cluster_status{cluster=\"shop\"} 1" }
    package func vitality() -> Vitality {
        turn < 2 ? Vitality(notes: ["3 clusters"]) : Vitality(complaints: ["etcd does not answer"])
    }
    package nonisolated func changes() -> AsyncStream<Void> { listeners.listen() }

    package func plan(_ playbook: String, of cluster: String) -> Reply { did("plan \(playbook) of \(cluster)") }
    package func acknowledge(_ run: String, as who: String) -> Reply { did("acknowledge \(run) as \(who)") }
    package func pause(_ cluster: String, for span: Duration?, because reason: String, as who: String) -> Reply {
        did("pause \(cluster) for \(span?.words ?? "ever") because \(reason) as \(who)")
    }
    package func unpause(_ cluster: String, as who: String) -> Reply { did("unpause \(cluster) as \(who)") }
    package func accept(alerts body: [UInt8]) -> Reply { did("accept \(body.count) bytes") }

    private func did(_ deed: String) -> Reply {
        deeds.append(deed)
        let outcome = replies.isEmpty ? .done : replies.removeFirst()
        return Reply(outcome, deed, hint: outcome == .done ? nil : "ask again", json: ["deed": .text(deed)])
    }

    /// An hour of looks, with a lag that swells and a moment of worry.
    private static func hour(of status: ClusterStatus) -> Trail {
        var trail = Trail(capacity: 720)
        for index in stride(from: 719, through: 0, by: -1) {
            let isBad = (300..<330).contains(index)
            let replicas = status.members.filter { $0.lag != nil }.map(\.node.name)
            let lag = replicas.enumerated().map { ($1, max(0, ($0 + 1) * (abs(index % 240 - 120) - 90) / 10)) }
            trail.append(
                at: status.observedAt + .seconds(-5 * index), isBad ? .noPrimary : index > 500 ? .ok : status.state,
                verdict: isBad ? .processDead : index % 240 > 180 ? .healthy : nil,
                lag: isBad ? [:] : Dictionary(lag) { $1 })
        }
        return trail
    }
}
