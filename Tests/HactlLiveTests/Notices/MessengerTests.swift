import Foundation
import HactlModel
import HactlReport
import Testing

@testable import HactlLive

/// Real sockets, the real curl.
@Suite(.timeLimit(.minutes(3))) struct MessengerTests {
    private static let notice = Notice(
        .test, of: "shop", .critical, about: "primary", .trigger, "shop: db1 is dead", lines: ["So it is."],
        at: Moment(milliseconds: 1_795_302_736_120))

    private let folder = FileManager.default.temporaryDirectory.appending(path: "hactl-notices-\(UUID().uuidString)")
    private let messenger = Messenger(secrets: SecretBook(), form: NoticeBody.text)

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    /// Runs a body with a folder, and removes that.
    private func tidily<Value>(_ body: () async throws -> Value) async throws -> Value {
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body()
    }

    private func secret(_ name: String, _ text: String) throws -> SecretReference {
        let file = folder.appending(path: name)
        try Data((text + "\n").utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        return .file(file.path)
    }

    private func program(_ name: String, _ script: String) throws -> String {
        let file = folder.appending(path: name)
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file.path)
        return file.path
    }

    private func carry(_ way: NoticeChannel.Way, within limit: Duration = .seconds(30)) async -> Delivery {
        await messenger.carry(Self.notice, over: NoticeChannel(way), within: limit)
    }

    @Test func aWebhookGetsTheNoticeAndTheToken() async throws {
        try await tidily {
            let receiver = try Receiver([.status(204, body: "")])
            defer { receiver.stop() }
            let url = try secret("url", "http://127.0.0.1:\(receiver.port)/hook?a=[1]")
            #expect(await carry(.webhook(url: url, token: try secret("token", "t\"o\\ken"))) == .arrived)
            let request = try #require(receiver.requests.first)
            #expect(request.line == "POST /hook?a=[1] HTTP/1.1")
            #expect(request.headers["authorization"] == "Bearer t\"o\\ken")
            #expect(request.headers["content-type"] == "application/json")
            let body = try JSONSerialization.jsonObject(with: Data(request.body.utf8)) as? [String: Any]
            #expect(body?["title"] as? String == Self.notice.title)
        }
    }

    @Test func pagesCarryTheRoutingKeyInTheirBody() async throws {
        try await tidily {
            let receiver = try Receiver([.status(202)])
            defer { receiver.stop() }
            let key = try secret("key", "R0UT1NG")
            let way = NoticeChannel.Way.pagerDuty(routingKey: key, url: "http://127.0.0.1:\(receiver.port)/v2/enqueue")
            #expect(await carry(way) == .arrived)
            #expect(receiver.requests.first?.body.contains("\"routing_key\":\"R0UT1NG\"") == true)
        }
    }

    @Test(arguments: [
        (400, Delivery.never(because: "the receiver answers with 400 (no_service)")),
        (404, .never(because: "the receiver answers with 404 (no_service)")),
        (302, .never(because: "the receiver answers with 302 (no_service)")),
        (500, .later(because: "the receiver answers with 500 (no_service)", after: .seconds(7))),
        (429, .later(because: "the receiver answers with 429 (no_service)", after: .seconds(7))),
    ]) func answersAreJudged(_ status: Int, _ expected: Delivery) async throws {
        try await tidily {
            let receiver = try Receiver([.status(status, headers: ["Retry-After": "7"], body: "no_service")])
            defer { receiver.stop() }
            #expect(await carry(.slack(url: try secret("url", "http://127.0.0.1:\(receiver.port)/x"))) == expected)
        }
    }

    @Test func nobodyThereIsForLater() async throws {
        try await tidily {
            // Nobody has port 1: one that was just left may be somebody's again.
            let delivery = await carry(.slack(url: try secret("url", "http://127.0.0.1:1/T0K3N")))
            guard case .later(let reason, nil) = delivery else {
                Issue.record("a receiver that is not there may come back: \(delivery)")
                return
            }
            #expect(reason.contains("connection refused"))
            #expect(!reason.contains("T0K3N"))
        }
    }

    private static let quick = NoticePace(
        attempt: .seconds(30), pauses: [.milliseconds(1), .milliseconds(1)], longest: .milliseconds(5))

    /// The whole way: a herald, curl, a receiver.
    @Test(arguments: [
        ([Receiver.Reply.status(503, headers: ["Retry-After": "3600"]), .status(200)], 2, true),
        ([.status(400)], 1, false),
        ([.status(500)], 3, false),
    ]) func aHeraldTriesAgainWhatMayGoWell(_ replies: [Receiver.Reply], _ count: Int, _ arrives: Bool) async throws {
        try await tidily {
            let receiver = try Receiver(replies)
            defer { receiver.stop() }
            let channel = NoticeChannel(.slack(url: try secret("url", "http://127.0.0.1:\(receiver.port)/x")))
            let outcomes = AsyncStream<NoticeOutcome>.makeStream()
            let herald = Herald(
                to: [channel], pace: Self.quick, carry: messenger.carrier, listener: { outcomes.continuation.yield($0) }
            )
            await herald.tell(Self.notice)
            var outcome: NoticeOutcome?
            for await first in outcomes.stream {
                outcome = first
                break
            }
            #expect(receiver.requests.count == count)
            #expect((outcome?.reason == nil) == arrives)
        }
    }

    /// As much as a notice may hold, of what needs most room.
    @Test func aFloodGoesThrough() async throws {
        try await tidily {
            let receiver = try Receiver([.status(200)])
            defer { receiver.stop() }
            var notice = Self.notice
            notice.lines = Array(repeating: String(repeating: "&\"\\🐬", count: 2000), count: 500)
            let slack = NoticeChannel(.slack(url: try secret("url", "http://127.0.0.1:\(receiver.port)/x")))
            #expect(await messenger.carry(notice, over: slack, within: .seconds(30)) == .arrived)
            let body = try JSONSerialization.jsonObject(with: Data(try #require(receiver.requests.first).body.utf8))
            #expect("\(body)".contains("🐬"))
        }
    }

    /// What the receiver sends back is repeated only where nobody's secret is in it.
    @Test func nothingSecretComesBack() async throws {
        try await tidily {
            let receiver = try Receiver([.status(403, body: "bad token s3cr3t for /T0K3N")])
            defer { receiver.stop() }
            let way = NoticeChannel.Way.webhook(
                url: try secret("url", "http://127.0.0.1:\(receiver.port)/T0K3N"), token: try secret("token", "s3cr3t"))
            #expect(await carry(way) == .never(because: "the receiver answers with 403"))
        }
    }

    @Test(arguments: ["ftp://example.com/x", "file:///etc/passwd", "https://", "http://a b", ""])
    func otherAddressesAreRefused(_ url: String) async throws {
        try await tidily {
            guard case .never(let reason) = await carry(.slack(url: try secret("url", url))) else {
                Issue.record("\(url) was tried")
                return
            }
            #expect(reason.contains("no URL"))
        }
    }

    /// While curl waits, neither its arguments nor its environment hold what is secret.
    @Test func secretsAreOnNoCommandLine() async throws {
        try await tidily {
            let receiver = try Receiver([.silence])
            let url = try secret("url", "http://127.0.0.1:\(receiver.port)/T0K3N-of-the-path")
            let way = NoticeChannel.Way.webhook(url: url, token: try secret("token", "B34R3R-of-the-header"))
            let attempt = Task { await carry(way, within: .seconds(30)) }
            #expect(receiver.wait(for: 1).count == 1)
            let texts = Processes.ofOurs()
            #expect(texts.contains { $0.contains("curl") })
            for text in texts { #expect(!text.contains("T0K3N-of") && !text.contains("B34R3R-of")) }
            receiver.stop()
            guard case .later = await attempt.value else {
                Issue.record("a connection that broke may work later")
                return
            }
        }
    }

    @Test func aReceiverThatHangsIsLeft() async throws {
        try await tidily {
            let receiver = try Receiver([.silence])
            defer { receiver.stop() }
            let url = try secret("url", "http://127.0.0.1:\(receiver.port)/x")
            guard case .later(let reason, _) = await carry(.slack(url: url), within: .milliseconds(500)) else {
                Issue.record("nobody answered")
                return
            }
            // curl says it first, unless the machine is so busy that it was started late.
            #expect(reason.contains("timed out") || reason.contains("did not end within 500ms"))
        }
    }

    @Test func aCommandReadsTheNoticeAndItsEnvironment() async throws {
        try await tidily {
            let path = folder.path
            let tell = try program(
                "tell", "cat > \(path)/body; echo \"$1 $HACTL_CLUSTER $HACTL_SEVERITY\" > \(path)/words")
            #expect(await carry(.command([tell, "--loud; rm"])) == .arrived)
            #expect(try String(contentsOfFile: path + "/words", encoding: .utf8) == "--loud; rm shop critical\n")
            #expect(try String(contentsOfFile: path + "/body", encoding: .utf8) == Self.notice.json.line)
        }
    }

    @Test func sendmailGetsAWholeMessage() async throws {
        try await tidily {
            let sendmail = try program("sendmail", "cat > \(folder.path)/message")
            let mail = MailSettings(
                recipients: ["dba@example.com"], sender: "h@example.com", command: [sendmail, "-t"])
            #expect(await carry(.mail(mail)) == .arrived)
            let message = try String(contentsOf: folder.appending(path: "message"), encoding: .utf8)
            #expect(message.hasPrefix("From: h@example.com\nTo: dba@example.com\nSubject: [hactl] CRITICAL: shop: db1"))
        }
    }

    /// It ends before it has read anything: no broken pipe may end us, and what it says counts.
    @Test(arguments: [(0, "arrived"), (75, "later"), (1, "never")])
    func commandsAreJudgedByTheirEnd(_ status: Int, _ expected: String) async throws {
        try await tidily {
            var notice = Self.notice
            notice.lines = Array(repeating: String(repeating: "x", count: 1000), count: 50)
            let tell = try program("tell", "exec 0<&-; exit \(status)")
            let delivery = await messenger.carry(notice, over: NoticeChannel(.command([tell])), within: .seconds(30))
            #expect("\(delivery)".hasPrefix(expected), "\(delivery)")
        }
    }

    @Test func whatHangsOrIsNotThereIsTold() async throws {
        try await tidily {
            let tell = try program("tell", "exec sleep 60")
            let hung = await carry(.command([tell]), within: .milliseconds(300))
            #expect(hung.reason?.contains("did not end within 300ms") == true)
            let missing = await carry(.command(["/nowhere/tell"]))
            #expect(missing.reason?.contains("could not be started") == true)
            let secretless = await carry(.slack(url: .file("/nowhere/url")))
            #expect(secretless.reason?.contains("/nowhere/url can't be read") == true)
        }
    }
}

/// What other processes of this one are called with, and what they got as environment.
private enum Processes {
    static func ofOurs() -> [String] {
        let us = "\(getpid())"
        let pids = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { Int($0) != nil }
        return pids.filter { parent(of: $0) == us }.map {
            text("/proc/\($0)/cmdline") + "\n" + text("/proc/\($0)/environ")
        }
    }

    private static func parent(of pid: String) -> String? {
        text("/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ").dropFirst().first.map(String.init)
    }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}
