import HactlReport
import HactlWeb
import HactlWebFixture

/// A source that answers one question when it is told to.
actor SlowSource: StatusSource {
    private let fixture: FixtureSource
    private var waiting: CheckedContinuation<Void, Never>?

    init() async throws { fixture = try await FixtureSource(at: Stage.moment) }

    var isAsked: Bool { waiting != nil }
    func goOn() { waiting?.resume() }

    func metrics() async -> String {
        await withCheckedContinuation { waiting = $0 }
        return "late"
    }

    func statuses() async -> [ClusterStatus] { await fixture.statuses() }
    func trail(of cluster: String) async -> Trail? { await fixture.trail(of: cluster) }
    func runs(of cluster: String?) async -> [HistoryRun] { await fixture.runs(of: cluster) }
    func report(of run: String) async -> RunReport? { await fixture.report(of: run) }
    func vitality() async -> Vitality { Vitality() }
    nonisolated func changes() -> AsyncStream<Void> { fixture.changes() }
    func plan(_ playbook: String, of cluster: String) async -> Reply { Reply(.unwell, "") }
    func acknowledge(_ run: String, as who: String) async -> Reply { Reply(.unwell, "") }
    func pause(_ cluster: String, for span: Duration?, because reason: String, as who: String) async -> Reply {
        Reply(.unwell, "")
    }
    func unpause(_ cluster: String, as who: String) async -> Reply { Reply(.unwell, "") }
    func accept(alerts body: [UInt8]) async -> Reply { Reply(.unwell, "") }
}
