import HactlModel
import HactlReport
import NIOHTTP1

extension Service {
    func act(on route: Route, _ request: Request) async throws(Failure) -> Response {
        switch route {
        case .plan(let cluster): try await plan(cluster, request)
        case .pause(let cluster): try await pause(cluster, request)
        case .unpause(let cluster):
            await source.unpause(cluster, as: try request.author(in: request.fields(["who"]))).response
        case .acknowledge(let run):
            await source.acknowledge(run, as: try request.author(in: request.fields(["who"]))).response
        case .alerts: await source.accept(alerts: request.body).response
        case .page, .health, .metrics, .clusters, .cluster, .runs, .run, .runPage, .events: throw .nothingThere
        }
    }

    private func plan(_ cluster: String, _ request: Request) async throws(Failure) -> Response {
        let fields = try request.fields(["playbook"])
        guard let playbook = try fields.text("playbook", upTo: 100), !playbook.isEmpty else {
            throw Failure(
                .badRequest, "It is not said which playbook to plan.", hint: "Send {\"playbook\": \"failover\"}.")
        }
        return await source.plan(playbook, of: cluster).response
    }

    private func pause(_ cluster: String, _ request: Request) async throws(Failure) -> Response {
        let fields = try request.fields(["for", "reason", "who"])
        let reason = try fields.text("reason", upTo: 500) ?? ""
        let author = try request.author(in: fields)
        return await source.pause(cluster, for: try fields.span("for"), because: reason, as: author).response
    }
}

extension Request {
    fileprivate func fields(_ names: [String]) throws(Failure) -> Fields { try Fields(body, names: names) }

    /// Who asks for it: as they call themselves, and from where.
    fileprivate func author(in fields: Fields) throws(Failure) -> String {
        "\(try fields.text("who", upTo: 60).flatMap { $0.isEmpty ? nil : $0 } ?? "somebody") (web, from \(peer))"
    }
}

extension Fields {
    fileprivate func span(_ name: String) throws(Failure) -> Duration? {
        guard let text = try text(name, upTo: 40) else { return nil }
        do throws(DurationFlaw) {
            return try Duration(written: text)
        } catch {
            throw Failure(.badRequest, "\"\(name)\" is \(error.problem).", hint: error.remedy)
        }
    }
}

extension Reply {
    /// Alertmanager sends again what gets a 5xx, and gives up what gets a 4xx.
    var response: Response {
        if outcome == .done {
            return .json(["outcome": .text(outcome.rawValue), "text": .text(text), "detail": json ?? .null])
        }
        return .json(
            [
                "outcome": .text(outcome.rawValue), "error": .text(text), "hint": .optional(hint),
                "detail": json ?? .null,
            ], status, headers: outcome == .busy ? [("Retry-After", "10")] : [])
    }

    private var status: HTTPResponseStatus {
        switch outcome {
        case .done: .ok
        case .refused: .conflict
        case .notFound: .notFound
        case .unwell, .busy: .serviceUnavailable
        }
    }
}
