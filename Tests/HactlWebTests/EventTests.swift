import Foundation
import HactlWeb
import HactlWebFixture
import Testing

@Suite(.timeLimit(.minutes(1))) struct EventTests {
    private static let ask = "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"

    private func follow(_ stage: Stage) async throws -> WebClient {
        let client = try stage.client()
        try await client.send(Self.ask)
        return client
    }

    /// The states of the clusters in the next event of a kind.
    private func states(in kind: String, from client: WebClient) async throws -> [String: String] {
        _ = try await client.read(until: "event: \(kind)\ndata: ")
        let line = try await client.read(until: "\n\n")
        let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        let clusters = event?["clusters"] as? [[String: Any]] ?? []
        let pairs = clusters.map { ($0["cluster"] as? String ?? "", $0["state"] as? String ?? "") }
        return Dictionary(pairs) { first, _ in first }
    }

    private func state(of cluster: String, in kind: String = "change", from client: WebClient) async throws -> String? {
        try await states(in: kind, from: client)[cluster]
    }

    @Test func eachChangeIsTold() async throws {
        var limits = WebLimits()
        limits.breath = .milliseconds(1)
        try await Stage.run(limits: limits) { stage in
            let client = try await follow(stage)
            let head = try await client.head()
            #expect(head.status == 200 && head.headers["content-type"] == "text/event-stream; charset=utf-8")
            #expect(try await state(of: "shop", in: "status", from: client) == "degraded")
            await stage.source.change()
            #expect(try await state(of: "shop", from: client) == "no_primary")
            await stage.source.change()
            #expect(try await state(of: "shop", from: client) == "degraded")
        }
    }

    /// Two hundred clusters are not told anew because of one.
    @Test func onlyWhatChangedIsToldAgain() async throws {
        var limits = WebLimits()
        limits.breath = .milliseconds(1)
        try await Stage.run(limits: limits) { stage in
            let client = try await follow(stage)
            #expect(try await states(in: "status", from: client).count == 3)
            await stage.source.change(only: "shop")
            #expect(try await states(in: "change", from: client) == ["shop": "no_primary"])
            let late = try await follow(stage)
            #expect(try await states(in: "status", from: late).count == 3)
        }
    }

    @Test func whereNothingChangesThereIsASignOfLife() async throws {
        var limits = WebLimits()
        limits.heartbeat = .milliseconds(50)
        limits.breath = .milliseconds(1)
        try await Stage.run(limits: limits) { stage in
            let client = try await follow(stage)
            for _ in 0..<3 { _ = try await client.read(until: ": nothing new\nevent: beat\ndata: {}\n\n") }
        }
    }

    /// Whoever goes away is forgotten, here and at the source.
    @Test func whoGoesAwayIsForgotten() async throws {
        var limits = WebLimits()
        limits.streams = 2
        try await Stage.run(limits: limits) { stage in
            var clients = [try await follow(stage), try await follow(stage)]
            for client in clients { #expect(try await state(of: "shop", in: "status", from: client) == "degraded") }
            #expect(stage.source.listenerCount == 2)
            let third = try await follow(stage)
            let answer = try await third.answer()
            #expect(answer.status == 503 && answer.error == "As many follow the live events as may.")
            #expect(try await third.ask("GET", "/healthz").status == 200)
            clients.removeAll()
            try await until { stage.source.listenerCount == 0 }
            #expect(try await state(of: "shop", in: "status", from: try await follow(stage)) == "degraded")
        }
    }
}
