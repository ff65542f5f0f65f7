import HactlWeb
import HactlWebFixture
import Testing

@Suite(.timeLimit(.minutes(1))) struct LimitTests {
    private static let alerts = "POST /api/v1/alerts HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer let me in\r\n"

    private static func limits(_ change: (inout WebLimits) -> Void) -> WebLimits {
        var limits = WebLimits()
        change(&limits)
        return limits
    }

    /// Told in the head, and found out on the way; the client hears why although it has not stopped sending.
    @Test(arguments: ["Content-Length: 1048577", "Transfer-Encoding: chunked"])
    func aBodyThatIsTooLarge(_ line: String) async throws {
        try await Stage.run { stage in
            let client = try stage.client()
            let chunk = "10000\r\n" + String(repeating: "x", count: 0x10000) + "\r\n"
            try await client.send(Self.alerts + line + "\r\n\r\n" + String(repeating: chunk, count: 20))
            let answer = try await client.answer()
            #expect(answer.status == 413 && answer.error == "The body is larger than 1048576 bytes.")
            #expect(answer.headers["connection"] == "close")
            #expect(await stage.source.deeds.isEmpty)
        }
    }

    @Test func aBodyThatIsJustSmallEnough() async throws {
        try await Stage.run { stage in
            let body = String(repeating: "x", count: 1 << 20)
            let answer = try await stage.client().ask("POST", "/api/v1/alerts", Stage.bearer, body: body)
            #expect(answer.status == 200)
            #expect(await stage.source.deeds == ["accept 1048576 bytes"])
        }
    }

    @Test func aClientThatWantsToBeAskedIsAsked() async throws {
        try await Stage.run { stage in
            let client = try stage.client()
            try await client.send(Self.alerts + "Content-Length: 4\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await client.head().status == 100)
            try await client.send("abcd")
            #expect(try await client.answer().status == 200)
        }
    }

    @Test(arguments: [
        "X: \(String(repeating: "x", count: 20_000))\r\n",
        String(repeating: "X: \(String(repeating: "y", count: 90))\r\n", count: 300),
    ]) func headersThatAreTooLarge(_ lines: String) async throws {
        try await Stage.run { stage in
            let client = try stage.client()
            try await client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\(lines)\r\n")
            #expect(try await client.answer().status == 431)
        }
    }

    /// A byte now and then keeps nobody's place: the request as a whole has its time. Whose head came is told so.
    @Test(arguments: ["GET / HTTP/1.1\r\nHost: loc", "", Self.alerts + "Content-Length: 10\r\n\r\nabc"])
    func aRequestThatNeverEnds(_ beginning: String) async throws {
        try await Stage.run(limits: Self.limits { $0.request = .milliseconds(200) }) { stage in
            let client = try stage.client()
            try await client.send(beginning)
            let text = try await client.readToEnd()
            #expect(text.hasPrefix("HTTP/1.1 408 ") == beginning.hasPrefix("POST"), "\(text)")
            #expect(try await stage.client().ask("GET", "/healthz").status == 200)
        }
    }

    @Test func aConnectionWithoutRequestsIsClosed() async throws {
        try await Stage.run(limits: Self.limits { $0.idle = .milliseconds(100) }) { stage in
            let client = try stage.client()
            #expect(try await client.ask("GET", "/healthz").status == 200)
            #expect(try await client.readToEnd() == "")
        }
    }

    @Test(arguments: [
        "garbage\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{fc}\u{3}", "GET / HTTP/9.9\r\n\r\n",
        "GET  HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header\r\n\r\n", Self.alerts + "Content-Length: -1\r\n\r\n",
        Self.alerts + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        Self.alerts + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        Self.alerts + "Content-Length: 99999999999999999999\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ]) func garbageIsTurnedAway(_ garbage: String) async throws {
        try await Stage.run { stage in
            let client = try stage.client()
            try await client.send(garbage)
            #expect(try await client.answer().status == 400)
            #expect(try await client.readToEnd() == "")
            #expect(try await stage.client().ask("GET", "/healthz").status == 200)
        }
    }

    /// Garbage behind a request does not spoil its answer.
    @Test func garbageBehindARequest() async throws {
        try await Stage.run { stage in
            let client = try stage.client()
            try await client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n\0\u{1}garbage\r\n\r\n")
            #expect(try await client.readToEnd().hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func severalRequestsAtOnceAreAnsweredInOrder() async throws {
        try await Stage.run { stage in
            let client = try stage.client()
            let one = { (name: String) in "GET /api/v1/clusters/\(name) HTTP/1.1\r\nHost: localhost\r\n\r\n" }
            try await client.send(["a", "b", "shop", "c"].map(one).joined())
            for name in ["a", "b"] { #expect(try await client.answer().error.contains("\"\(name)\"")) }
            #expect(try await client.answer().fields["cluster"] as? String == "shop")
            #expect(try await client.answer().error.contains("\"c\""))
        }
    }

    @Test func whoComesWhenAllPlacesAreTaken() async throws {
        try await Stage.run(limits: Self.limits { $0.connections = 3 }) { stage in
            var clients = try (0..<3).map { _ in try stage.client() }
            for client in clients { #expect(try await client.ask("GET", "/healthz").status == 200) }
            #expect(try await stage.client().readToEnd().contains("Too many connections"))
            clients.removeLast()
            // The place is free as soon as the server has seen that it is.
            try await until { (try? await stage.client().ask("GET", "/healthz").status) == 200 }
        }
    }

    /// It asks again and again and never reads: it waits for itself, and others don't.
    @Test func aClientThatNeverReads() async throws {
        try await Stage.run(limits: Self.limits { $0.stall = .milliseconds(300) }) { stage in
            let greedy = try stage.client()
            let flood = Task {
                let one = "GET /api/v1/clusters/shop HTTP/1.1\r\nHost: localhost\r\n\r\n"
                try await greedy.send(String(repeating: one, count: 20_000))
            }
            #expect(try await stage.client().ask("GET", "/healthz").status == 200)
            // The system has taken it all, or has been told that the other side is gone.
            try await flood.value
            #expect(try await stage.client().ask("GET", "/healthz").status == 200)
        }
    }
}
