import HactlModel
import HactlReport
import NIOHTTP1

extension Service {
    func tell(_ route: Route, _ query: [String: String]) async throws(Failure) -> Response {
        switch route {
        case .page: .page(StatusPage.html, policy: StatusPage.policy)
        case .health: await health
        case .metrics: await metrics
        case .clusters: Response(.ok, "application/json", await feed.snapshot + "\n")
        case .cluster(let name): try await cluster(name)
        case .runs: await runs(of: query["cluster"])
        case .run(let id): .json(try await report(of: id).json)
        case .runPage(let id):
            .page(RunReportPage(try await report(of: id)).text, policy: "default-src 'none'; style-src 'unsafe-inline'")
        case .events: Response(events: feed)
        case .plan, .pause, .unpause, .acknowledge, .alerts: throw .nothingThere
        }
    }

    private var health: Response {
        get async {
            let vitality = await source.vitality()
            let lines = [vitality.isWell ? "ok" : "unwell"] + vitality.complaints + vitality.notes
            return .text(lines.map { "\($0)\n" }.joined(), vitality.isWell ? .ok : .serviceUnavailable)
        }
    }

    private var metrics: Response {
        get async {
            let text = await source.metrics()
            return Response(
                .ok, "text/plain; version=0.0.4; charset=utf-8", text.hasSuffix("\n") ? text : text + "\n")
        }
    }

    private func cluster(_ name: String) async throws(Failure) -> Response {
        guard let status = await source.statuses().first(where: { $0.cluster == name }),
            case .object(var fields) = status.json
        else { throw .unknown(cluster: name) }
        fields["trail"] = await source.trail(of: name)?.json ?? .null
        fields["now"] = .text(clock().description)
        return .json(.object(fields))
    }

    private func runs(of cluster: String?) async -> Response {
        .json(["runs": .list(await source.runs(of: cluster).map(\.json))])
    }

    private func report(of id: String) async throws(Failure) -> RunReport {
        guard let report = await source.report(of: id) else { throw .unknown(run: id) }
        return report
    }
}
