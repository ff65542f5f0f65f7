import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun
import HactlWeb

/// What the web face of a watch serves, and what it may be asked to do.
struct WatchFace: StatusSource {
    let desks: [Desk]
    let board: WatchBoard
    let watchmen: [String: Watchman]
    /// When the watch began.
    let began: Moment

    func statuses() async -> [ClusterStatus] { desks.compactMap { board.status(of: $0.cluster.name) } }
    func trail(of cluster: String) async -> Trail? { board.trail(of: cluster) }
    func changes() -> AsyncStream<Void> { board.changes() }

    func metrics() async -> String {
        let healths = desks.compactMap { board.health(of: $0.cluster.name) }
        let watch = WatchMetrics(await statuses(), board.counts)
        return HealthMetrics(healths, version: Hactl.version, watch: watch).text(.prometheus) + "\n"
    }

    func runs(of cluster: String?) async -> [HistoryRun] {
        (desks.first.map { JournalShelf(runs: $0.runs).readings } ?? []).compactMap(HistoryRun.init)
            .filter { cluster == nil || $0.cluster == cluster }
            .sorted { $0.startedAt > $1.startedAt }
    }

    func report(of run: String) async -> RunReport? {
        guard let desk = desks.first, desk.runs.runs().contains(run) else { return nil }
        return (try? JournalShelf.read(desk.runs.journal(of: run))).flatMap(RunReport.init)
    }

    /// A watch that has stopped looking is worse than none: it says that all is well.
    func vitality() async -> Vitality {
        let now = SystemClock.now()
        let complaints = desks.compactMap { desk -> String? in
            let status = board.status(of: desk.cluster.name)
            if status?.running != nil { return nil }
            let age = now - (status?.observedAt ?? began)
            let patience = desk.cluster.watch.look + desk.cluster.limits.look + Self.grace
            return age < patience ? nil : "\(desk.cluster.name) was not looked at for \(age.words)."
        }
        return Vitality(
            complaints: complaints,
            notes: ["Watching \(desks.map(\.cluster.name).joined(separator: ", ")) since \(began)."])
    }

    private static let grace = Duration.seconds(20)

    // MARK: Being asked

    private func desk(of cluster: String) -> Desk? { desks.first { $0.cluster.name == cluster } }

    private func answer(of cluster: String, _ body: (Desk) async throws -> Reply) async -> Reply {
        guard let desk = desk(of: cluster) else {
            return Reply(.notFound, "There is no cluster \(cluster) here.", hint: "See /api/v1/clusters.")
        }
        do { return try await body(desk) } catch {
            guard let quit = error as? Quit else { return Reply(.unwell, "\(error)") }
            return Reply(
                quit.code == .busy ? .busy : .refused,
                ([quit.refusal.problem] + quit.refusal.details).joined(separator: "\n"), hint: quit.refusal.hint)
        }
    }

    func plan(_ playbook: String, of cluster: String) async -> Reply {
        await answer(of: cluster) { desk in
            // By name alone: a path would read any file that the watch may read.
            guard PlaybookShelf.isName(playbook) else {
                return Reply(.notFound, "\(playbook) is no playbook's name.", hint: "Name one, such as switchover.")
            }
            let world = LiveWorld(to: desk.cluster, secrets: SecretBook())
            let proposal = try await desk.proposeAndClose(playbook, in: world)
            try await proposal.refuseIfItCannotStand(desk.cluster)
            let report = proposal.report(desk.cluster)
            let lines = EventLine.plan(report, at: SystemClock.now()).map(\.json)
            return Reply(.done, PlanText(report).text(.plain), json: .list(lines))
        }
    }

    func acknowledge(_ run: String, as who: String) async -> Reply {
        guard let desk = desks.first(where: { $0.failover(run) != nil || $0.isOpen(run) }) else {
            return Reply(
                .notFound, "There is no failover \(run) on this machine, and no unfinished run of that name.",
                hint: "See /api/v1/runs.")
        }
        return await answer(of: desk.cluster.name) { desk in
            Reply(.done, "\(try desk.acknowledge(run, as: who)) is acknowledged.")
        }
    }

    func pause(_ cluster: String, for span: Duration?, because reason: String, as who: String) async -> Reply {
        await answer(of: cluster) { desk in
            let pause = try desk.pause(for: span, because: reason, as: who)
            await watchmen[cluster]?.look()
            return Reply(.done, "\(cluster) is \(pause.words).")
        }
    }

    func unpause(_ cluster: String, as who: String) async -> Reply {
        await answer(of: cluster) { desk in
            try desk.unpause()
            await watchmen[cluster]?.look()
            return Reply(.done, "\(cluster) is not paused any more.")
        }
    }

    /// An alert is a reason to look at once. What follows from what is seen the watch does anyway.
    func accept(alerts body: [UInt8]) async -> Reply {
        let webhook: AlertWebhook
        do throws(HactlReport.Refusal) { webhook = try AlertWebhook(body) } catch {
            return Reply(.refused, error.problem, hint: error.hint)
        }
        let clusters = Set(webhook.firing.map(\.cluster))
        let unknown = clusters.filter { desk(of: $0) == nil }.sorted() + webhook.nameless
        for cluster in clusters { if let watchman = watchmen[cluster] { Task { await watchman.look() } } }
        guard unknown.isEmpty else {
            return Reply(
                .refused, "Of no cluster of this watch: \(unknown.joined(separator: ", ")).",
                hint: "An alert's label `cluster` is the cluster's name in the inventory.")
        }
        return Reply(.done, "Looking at \(clusters.sorted().joined(separator: ", ")).")
    }
}
