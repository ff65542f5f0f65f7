import HactlModel
import HactlReport
import NIOHTTP1

/// Answers requests: it finds the way, asks the gate, and asks the source.
struct Service: Sendable {
    let source: any StatusSource
    let gate: Gate
    let clock: @Sendable () -> Moment
    let feed: EventFeed

    init(source: any StatusSource, gate: Gate, limits: WebLimits, clock: @escaping @Sendable () -> Moment) {
        self.source = source
        self.gate = gate
        self.clock = clock
        feed = EventFeed(source: source, limits: limits, clock: clock)
    }

    func answer(_ request: Request) async -> Response {
        do throws(Failure) {
            return try await response(to: request)
        } catch {
            return request.target?.path.first == "api" ? error.json : error.text
        }
    }

    private func response(to request: Request) async throws(Failure) -> Response {
        guard let target = request.target, let route = Route(target.path) else { throw .nothingThere }
        guard request.method == .POST ? !route.isReading : request.isReading && route.isReading else {
            throw Failure(
                .methodNotAllowed, "\(request.method) is nothing that can be done here.",
                hint: "Use \(route.methods).", headers: [("Allow", route.methods)])
        }
        try gate.admit(request)
        return route.isReading ? try await tell(route, target.query) : try await act(on: route, request)
    }
}

extension Failure {
    static var nothingThere: Failure {
        Failure(
            .notFound, "There is nothing of that name here.",
            hint: "The page is at /, clusters at /api/v1/clusters, runs at /api/v1/runs, metrics at /metrics.")
    }

    static func unknown(cluster: String) -> Failure {
        Failure(
            .notFound, "This watch knows no cluster \"\(cluster)\".", hint: "Those that it knows: /api/v1/clusters")
    }

    static func unknown(run: String) -> Failure {
        Failure(.notFound, "This watch finds no journal of a run \"\(run)\".", hint: "The runs it knows: /api/v1/runs")
    }
}
