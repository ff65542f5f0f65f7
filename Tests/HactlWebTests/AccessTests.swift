import Foundation
import HactlModel
import HactlWebFixture
import NIOCore
import NIOHTTP1
import Testing

@testable import HactlWeb

@Suite(.timeLimit(.minutes(1))) struct AccessTests {
    private static let pause = "/api/v1/clusters/shop/pause"

    @Test(arguments: [
        [:], ["Authorization": "Bearer let me"], ["Authorization": "Bearer let me inn"],
        ["Authorization": "Basic " + Data("any:let me in".utf8).base64EncodedString()], ["Authorization": "let me in"],
        ["Cookie": "token=let me in"],
    ]) func nobodyWritesWithoutTheToken(_ headers: [String: String]) async throws {
        try await Stage.run { stage in
            let answer = try await stage.client().ask("POST", Self.pause, headers, body: "{}")
            #expect(answer.status == 401)
            #expect(answer.headers["www-authenticate"] == "Bearer realm=\"hactl watch\"")
            #expect(await stage.source.deeds.isEmpty)
        }
    }

    @Test func withoutATokenNobodyWrites() async throws {
        try await Stage.run(token: nil) { stage in
            let answer = try await stage.client().ask("POST", Self.pause, Stage.bearer)
            #expect(answer.status == 403)
            #expect(answer.fields["hint"] as? String == "Start it with --token-file FILE.")
            #expect(try await stage.client().ask("GET", "/api/v1/clusters").status == 200)
        }
    }

    /// A page of another site may know the address, and a browser would send what it has.
    @Test(arguments: [
        ["Origin": "http://evil.example"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"],
        ["Origin": "http://127.0.0.1:1"], ["Sec-Fetch-Site": "same-site"],
    ]) func noOtherSiteHasItDoSomething(_ headers: [String: String]) async throws {
        try await Stage.run { stage in
            let answer = try await stage.client().ask(
                "POST", Self.pause, headers.merging(Stage.bearer) { $1 }, body: "{}")
            #expect(answer.status == 403 && answer.error == "A page of another site asked for this.")
            #expect(await stage.source.deeds.isEmpty)
        }
    }

    @Test func ownPagesMayAsk() async throws {
        try await Stage.run { stage in
            let own = ["Origin": "http://localhost:\(stage.port)", "Sec-Fetch-Site": "same-origin"]
            let answer = try await stage.client().ask(
                "POST", Self.pause, own.merging(Stage.bearer) { $1 }, body: "{}", host: "localhost:\(stage.port)")
            #expect(answer.status == 200)
        }
    }

    @Test(arguments: [
        ("localhost", 200), ("LOCALHOST:9799", 200), ("127.0.0.1:9799", 200), ("[::1]:9799", 200), ("monitor1", 200),
        ("evil.example", 403), ("127.0.0.1.evil.example", 403), ("localhost.evil.example:80", 403), ("", 403),
        ("10.0.0.1", 403),
    ]) func onlyOwnNamesAreOpen(_ host: String, _ status: Int) async throws {
        try await Stage.run { stage in
            let bare = try await stage.client().ask("GET", "/api/v1/clusters", host: host)
            #expect(bare.status == status)
            let withToken = try await stage.client().ask("GET", "/api/v1/clusters", Stage.bearer, host: host)
            #expect(withToken.status == 200)
        }
    }

    @Test func aRequestNeedsOneHost() async throws {
        try await Stage.run { stage in
            let none = try await stage.client().ask("GET", "/healthz", host: nil)
            let two = try await stage.client().ask("GET", "/healthz", ["host": "localhost"])
            #expect(none.status == 400 && two.status == 400)
            let old = try stage.client()
            try await old.send("GET /healthz HTTP/1.0\r\n\r\n")
            #expect(try await old.readToEnd().hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    /// A proxy on this machine asks for others, from this machine.
    @Test(arguments: ["X-Forwarded-For", "Forwarded", "Via"]) func aProxyIsNotThisMachine(_ name: String) async throws {
        try await Stage.run { stage in
            let answer = try await stage.client().ask("GET", "/", [name: "10.0.0.9"])
            #expect(answer.status == 401)
            #expect(answer.headers["www-authenticate"]?.hasPrefix("Basic realm=") == true)
            let password = "Basic " + Data("ana:let me in".utf8).base64EncodedString()
            #expect(try await stage.client().ask("GET", "/", [name: "x", "Authorization": password]).status == 200)
        }
    }

    @Test(arguments: [
        ("10.0.0.9", false), ("::ffff:10.0.0.9", false), ("fe80::1", false), ("128.0.0.1", false),
        ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("::ffff:127.0.0.1", true),
    ]) func whoIsElsewhereReadsWithTheToken(_ address: String, _ isLocal: Bool) throws {
        let peer = try SocketAddress(ipAddress: address, port: 40_000)
        let gate = Gate(WebAccess(token: Secret("let me in"), advice: ""))
        let closed = Gate(WebAccess(token: nil, advice: "Give it one."))
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/", headers: ["Host": "localhost"])
        let bare = Request(RequestDraft(head), from: peer, at: nil)
        head.headers.add(name: "Authorization", value: "Bearer let me in")
        let withToken = Request(RequestDraft(head), from: peer, at: nil)

        #expect(refusal(of: bare, by: gate) == (isLocal ? nil : 401))
        #expect(refusal(of: withToken, by: gate) == nil)
        #expect(refusal(of: bare, by: closed) == (isLocal ? nil : 403))
    }

    private func refusal(of request: Request, by gate: Gate) -> UInt? {
        do throws(Failure) {
            try gate.admit(request)
            return nil
        } catch { return error.status.code }
    }
}
