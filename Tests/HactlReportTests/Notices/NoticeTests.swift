import Foundation
import HactlModel
import HactlReport
import Testing

@Suite struct NoticeTests {
    private static let dead = Notice(
        .verdictChanged, of: "shop", .critical, about: "primary", .trigger, "shop: db1, the primary, is dead",
        lines: ["Its process ended, <seen> & proven from db2 and db3.", "A failover to db2 begins."],
        run: "20261121T231216Z-failover", at: Moment(milliseconds: 1_795_302_736_120))

    private func body(_ notice: Notice, _ way: NoticeChannel.Way, key: Secret? = nil) -> String {
        NoticeBody.text(of: notice, for: way, key: key).reveal()
    }

    private func pretty(_ text: String) throws -> String {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let data = try JSONSerialization.data(
            withJSONObject: value, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }

    private static let hook = SecretReference.file("/etc/hactl/hook.url")
    private static let mail = NoticeChannel.Way.mail(
        MailSettings(recipients: ["dba@example.com", "ops@example.com"], sender: "hactl@example.com"))
    private static let pages = NoticeChannel.Way.pagerDuty(routingKey: hook, url: "https://example.com")

    @Test(arguments: [
        ("webhook", NoticeChannel.Way.webhook(url: hook, token: nil)), ("slack", .slack(url: hook)),
        ("pagerduty", pages),
    ]) func bodiesAreAsApproved(_ name: String, _ way: NoticeChannel.Way) throws {
        try Golden.expect(try pretty(body(Self.dead, way, key: Secret("R0UT1NG"))), equals: "notice-\(name).json")
    }

    @Test func mailIsAsApproved() throws {
        try Golden.expect(body(Self.dead, Self.mail), equals: "notice-mail.txt")
    }

    @Test(arguments: [NoticePhase.acknowledge, .resolve]) func anIncidentGoesOn(_ phase: NoticePhase) throws {
        var notice = Self.dead
        notice.phase = phase
        let event = try #require(
            try JSONSerialization.jsonObject(with: Data(body(notice, Self.pages, key: Secret("k")).utf8))
                as? [String: Any])
        #expect(event["event_action"] as? String == phase.rawValue)
        #expect(event["dedup_key"] as? String == "hactl/shop/primary")
        #expect(event["payload"] == nil)
    }

    @Test func slackMentionsNobody() throws {
        var notice = Self.dead
        notice.title = "shop: <!channel> & <http://example.com|here>"
        let text = body(notice, .slack(url: Self.hook))
        #expect(text.contains("&lt;!channel&gt; &amp; &lt;http"))
        #expect(!text.contains("<!"))
    }

    @Test func nothingBecomesAnotherHeader() {
        var notice = Self.dead
        notice.title = "shop\r\nBcc: everybody@example.com\n\nBody"
        let way = NoticeChannel.Way.mail(
            MailSettings(recipients: ["a@example.com\nBcc: b@example.com"], sender: "x@example.com\r\nX: y"))
        let text = body(notice, way)
        let head = text.split(separator: "\n\n", maxSplits: 1)[0].split(separator: "\n")
        let names = head.filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != ":" }) }
        #expect(
            names == [
                "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding", "Auto-Submitted",
            ])
    }

    @Test func whatIsNotASCIIIsEncoded() throws {
        var notice = Self.dead
        notice.title = "Geschäft: der primäre Server „db1“ ist tot, und das ist ein langer Titel 🐬🐬🐬🐬🐬🐬"
        let text = body(notice, Self.mail)
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let subject = lines.drop { !$0.hasPrefix("Subject: ") }.prefix {
            $0.hasPrefix("Subject: ") || $0.hasPrefix(" ")
        }
        let words = subject.map { $0.replacing("Subject: ", with: "").trimmingCharacters(in: CharacterSet.whitespaces) }
        #expect(words.count > 1 && words.allSatisfy { $0.count <= 75 && $0.hasPrefix("=?utf-8?B?") })
        let decoded = words.map { Data(base64Encoded: String($0.dropFirst(10).dropLast(2))) ?? Data() }
        #expect(String(decoding: decoded.joined(), as: UTF8.self) == "[hactl] CRITICAL: " + notice.title)
        let body = lines.drop { !$0.isEmpty }.joined()
        #expect(
            String(decoding: try #require(Data(base64Encoded: body)), as: UTF8.self).hasPrefix(notice.title + "\n\nIts")
        )
    }

    /// PagerDuty takes 1024 characters of a summary.
    @Test func aFloodIsCut() throws {
        var notice = Self.dead
        notice.title = String(repeating: "\u{1}🐬", count: 4000)
        notice.lines = Array(repeating: String(repeating: "\u{7}\"🐬", count: 4000), count: 4000)
        notice.key = String(repeating: "k", count: 900)
        for way in [Self.pages, .slack(url: Self.hook), .webhook(url: Self.hook, token: nil), Self.mail] {
            #expect(body(notice, way, key: Secret("k")).utf8.count < 90_000)
        }
        let event = try #require(
            try JSONSerialization.jsonObject(with: Data(body(notice, Self.pages, key: Secret("k")).utf8))
                as? [String: Any])
        #expect((event["dedup_key"] as? String)?.count ?? 0 <= 255)
        #expect(((event["payload"] as? [String: Any])?["summary"] as? String)?.unicodeScalars.count ?? 9999 <= 1024)
    }

    @Test func aBodyPrintsAsDots() {
        let body = NoticeBody.text(of: Self.dead, for: Self.pages, key: Secret("R0UT1NG"))
        #expect("\(body)" == "••••")
    }

    @Test(arguments: [
        (0 as Int64, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_795_302_736_120, "Sat, 21 Nov 2026 23:12:16 +0000"),
        (1_709_164_800_000, "Thu, 29 Feb 2024 00:00:00 +0000"),
    ]) func datesAreThoseOfMail(_ milliseconds: Int64, _ expected: String) {
        var notice = Self.dead
        notice.at = Moment(milliseconds: milliseconds)
        #expect(body(notice, Self.mail).contains("\nDate: \(expected)\n"))
    }
}
