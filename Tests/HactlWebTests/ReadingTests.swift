import HactlModel
import HactlWeb
import HactlWebFixture
import Testing

@Suite(.timeLimit(.minutes(1))) struct ReadingTests {
    @Test(arguments: [
        ("/", "text/html; charset=utf-8", "<title>hactl watch</title>"),
        ("/healthz", "text/plain; charset=utf-8", "ok\n3 clusters\n"),
        ("/metrics", "text/plain; version=0.0.4; charset=utf-8", "hactl_cluster_status{cluster=\"shop\"} 1\n"),
        ("/api/v1/clusters", "application/json", "\"now\":\"2026-11-21T03:00:03.000Z\""),
        ("/api/v1/clusters/shop", "application/json", "\"trail\":{\"at_ms\":[1795226405000,"),
        ("/api/v1/runs", "application/json", "\"run\":\"shop-20261121T010903-7f3a\""),
        ("/api/v1/runs?cluster=shop", "application/json", "\"run\":\"shop-20261120T230000-12ab\""),
        ("/api/v1/runs/shop-20261121T010903-7f3a", "application/json", "\"freeze_ms\":"),
        ("/runs/shop-20261121T010903-7f3a", "text/html; charset=utf-8", "<h2>Timeline</h2>"),
    ]) func whatThereIsToRead(_ target: String, _ type: String, _ words: String) async throws {
        try await Stage.run { stage in
            let client = try stage.client()
            let answer = try await client.ask("GET", target)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == type)
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["x-content-type-options"] == "nosniff")
            #expect(answer.body.contains(words), "\(answer.body.prefix(400))")
            // On the same connection: the head alone, with the length that the body would have.
            let head = try await client.ask("HEAD", target)
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head.headers["content-length"] == answer.headers["content-length"])
        }
    }

    @Test func aClusterIsToldWhole() async throws {
        try await Stage.run { stage in
            let fields = try await stage.client().ask("GET", "/api/v1/clusters/shop").fields
            let members = fields["members"] as? [[String: Any]] ?? []
            #expect(members.map { $0["name"] as? String } == ["db1", "db2", "db3", FixtureCluster.evil.text, "db5"])
            #expect(members.map { $0["lag_seconds"] as? Int } == [nil, 0, 7, 0, nil])
            #expect(members[2]["source"] as? String == "db2")
            #expect(members[4]["unreachable"] as? String == "timed out: 10.0.0.15:3306 within 2s")
            #expect((fields["stand"] as? [String: Any])?["acts"] as? Bool == true)
            #expect(fields["summary"] as? String == "P06 db3 lags 7s (and 1 more)")
        }
    }

    @Test(arguments: [
        ("/nothing", "There is nothing of that name here."), ("/api/v1/clusters/shop/nothing", "There is nothing"),
        ("/api/v1/clusters/none%22", "This watch knows no cluster"), ("/api/v1/runs/none", "no journal of a run"),
        ("/runs/none", "no journal of a run"), ("/%zz", "There is nothing"), ("*", "There is nothing"),
        ("/api/v2/clusters", "There is nothing"), ("//", "There is nothing"),
    ]) func whatIsNotThere(_ target: String, _ words: String) async throws {
        try await Stage.run { stage in
            let answer = try await stage.client().ask("GET", target)
            #expect(answer.status == 404)
            #expect(answer.body.contains(words), "\(answer.body)")
            #expect((answer.headers["content-type"] == "application/json") == target.hasPrefix("/api/"))
        }
    }

    @Test(arguments: [
        ("POST", "/", "GET, HEAD"), ("DELETE", "/api/v1/clusters/shop", "GET, HEAD"),
        ("GET", "/api/v1/clusters/shop/pause", "POST"), ("PUT", "/api/v1/alerts", "POST"),
        ("OPTIONS", "/metrics", "GET, HEAD"),
    ]) func whatCanNotBeDoneThere(_ method: String, _ target: String, _ allowed: String) async throws {
        try await Stage.run { stage in
            let answer = try await stage.client().ask(method, target, Stage.bearer)
            #expect(answer.status == 405 && answer.headers["allow"] == allowed)
        }
    }

    @Test func aWatchThatIsUnwellSaysSo() async throws {
        try await Stage.run { stage in
            await stage.source.change()
            await stage.source.change()
            let answer = try await stage.client().ask("GET", "/healthz")
            #expect(answer.status == 503)
            #expect(answer.body == "unwell\netcd does not answer\n")
        }
    }

    /// The page's policy lets nothing run but its own script and style, and it asks nobody else for anything.
    @Test func thePageStandsAlone() async throws {
        try await Stage.run { stage in
            let answer = try await stage.client().ask("GET", "/")
            let policy = answer.headers["content-security-policy"] ?? ""
            #expect(policy.hasPrefix("default-src 'none'; connect-src 'self'; "))
            #expect(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
            #expect(!answer.body.contains("/*SCRIPT*/") && !answer.body.contains("/*STYLE*/"))
            #expect(!answer.body.contains("innerHTML") && !answer.body.contains("https://"))
        }
    }
}
