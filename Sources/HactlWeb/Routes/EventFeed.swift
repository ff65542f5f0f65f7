import HactlModel
import HactlReport

/// The live events (HTML Living Standard, "Server-sent events"): all statuses at once, then those that change, and in between a comment
/// as a sign of life. Who reads slowly misses what was overtaken, and nobody waits for him.
struct EventFeed: Sendable {
    private let source: any StatusSource
    private let limits: WebLimits
    private let clock: @Sendable () -> Moment
    private let texts = StatusTexts()

    init(source: any StatusSource, limits: WebLimits, clock: @escaping @Sendable () -> Moment) {
        self.source = source
        self.limits = limits
        self.clock = clock
    }

    /// All clusters and the time, on one line of JSON.
    var snapshot: String { get async { told(await texts.texts(of: source.statuses())) } }

    /// Tells until the ticks end, or the client can't be told any more.
    ///
    /// - Parameters:
    ///   - ticks: whoever ends them ends the feed.
    ///   - tick: the other end of them.
    func tell(
        on ticks: AsyncStream<Void>, by tick: AsyncStream<Void>.Continuation,
        _ send: @Sendable (String) async throws -> Void
    ) async throws {
        // Listened to before the first look, so that nothing can change in between.
        let changes = source.changes()
        try await withThrowingTaskGroup { group in
            group.addTask {
                for await _ in changes { tick.yield() }
                tick.finish()
            }
            group.addTask {
                while !Task.isCancelled {
                    try await Task.sleep(for: limits.heartbeat)
                    tick.yield()
                }
            }
            defer { group.cancelAll() }
            try await tell(on: ticks, send)
        }
    }

    private func tell(on ticks: AsyncStream<Void>, _ send: (String) async throws -> Void) async throws {
        var last = await texts.texts(of: source.statuses())
        try await send("retry: 2000\n" + event("status", last))
        for await _ in ticks {
            let texts = await texts.texts(of: source.statuses())
            let changed = zip(texts, last).filter { $0 != $1 }.map(\.0)
            try await send(changed.isEmpty ? Self.beat : event("change", changed))
            last = texts
            try await Task.sleep(for: limits.breath)
        }
    }

    /// A comment for programs that read lines, and an event, for a browser keeps comments to itself.
    private static let beat = ": nothing new\nevent: beat\ndata: {}\n\n"

    private func event(_ name: String, _ clusters: [String]) -> String { "event: \(name)\ndata: \(told(clusters))\n\n" }

    private func told(_ clusters: [String]) -> String {
        "{\"clusters\":[\(clusters.joined(separator: ","))],\"now\":\"\(clock())\"}"
    }
}

/// What was made of each cluster's last status: it is the same text for everybody who follows.
private actor StatusTexts {
    private var last: [(status: ClusterStatus, text: String)] = []

    /// In the order of the inventory, which stays as long as the watch.
    func texts(of statuses: [ClusterStatus]) -> [String] {
        last = statuses.enumerated().map { index, status in
            if index < last.count, last[index].status == status { return last[index] }
            return (status, status.json.line)
        }
        return last.map(\.text)
    }
}
