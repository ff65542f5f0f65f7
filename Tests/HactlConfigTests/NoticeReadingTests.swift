import HactlModel
import Testing

@testable import HactlConfig

@Suite struct NoticeReadingTests {
    @Test(arguments: flaws) func complains(_ broken: Broken) {
        expectInCluster(broken)
    }

    static let flaws = [
        Broken("no list", "notify: 👉{slack: {url: {file: /x}}}", "where a list is due", remedy: "hyphen"),
        Broken("no kind", "notify: [👉{}]", "does not say how", remedy: "webhook, slack, pagerduty, mail, command"),
        Broken(
            "two kinds", "notify: [{slack: {url: {file: /x}}, 👉webhook: {url: {file: /y}}}]", "of 2 kinds",
            remedy: "another item"),
        Broken("a misspelt kind", "notify: [{👉slak: {url: {file: /x}}}]", "no key", remedy: "`slack`"),
        Broken("another tool's word", "notify: [{👉email: {to: [a@b]}}]", "no key", remedy: "`mail`"),
        Broken("an item that is a text", "notify: [👉slack]", "is a text", remedy: "webhook:"),
        Broken("a URL in clear", "notify: [{slack: {url: 👉'https://hooks/x'}}]", "in clear", remedy: "{file:"),
        Broken("no URL", "notify: [{webhook: 👉{token: {file: /x}}}]", "lacks `url`", remedy: "url: {file:"),
        Broken(
            "no routing key", "notify: [{pagerduty: 👉{at-least: critical}}]", "lacks `routing-key`",
            remedy: "pagerduty.key"),
        Broken(
            "no sender", "notify: [{mail: 👉{to: [dba@example.com]}}]", "lacks `from`", remedy: "hactl@example.com"),
        Broken(
            "an address with a name", "notify: [{mail: {from: a@b, to: [👉'Ann <ann@example.com>']}}]",
            "no mail address", remedy: "without a name"),
        Broken(
            "a header in an address", "notify: [{mail: {to: [a@b], from: 👉\"a@b\\nBcc: c@d\"}}]", "no mail address",
            remedy: "an address alone"),
        Broken("nobody", "notify: [{mail: {from: a@b, to: 👉[]}}]", "is an empty list", remedy: "dba@example.com"),
        Broken(
            "no address of the web", "notify: [{pagerduty: {routing-key: {file: /x}, url: 👉events.pagerduty.com}}]",
            "no address of the web", remedy: "https://"),
        Broken(
            "no command", "notify: [{command: 👉{at-least: info}}]", "lacks `command`", remedy: "/usr/local/bin/tell"),
        Broken(
            "no severity", "notify: [{slack: {url: {file: /x}, at-least: 👉warn}}]", "can't be", remedy: "warning"),
        Broken("a kind too high", "👉slack: {url: {file: /x}}", "no key", remedy: "below `notify`"),
    ]

    @Test func channelsAreUnderstood() throws {
        let text = """
            clusters:
              shop:
                notify:
                  - webhook: {url: {file: hook.url}, token: {env: TOKEN}, at-least: warning}
                  - slack: {url: {credential: slack}}
                  - pagerduty: {routing-key: {file: /etc/pd.key}}
                  - pagerduty: {routing-key: {file: /etc/pd.key}, url: "http://127.0.0.1:1/x", at-least: info}
                  - mail: {to: dba@example.com, from: hactl@example.com}
                  - mail: {to: [a@b, c@d], from: e@f, command: [msmtp, -t]}
                  - command: {command: [/usr/local/bin/tell, --loud], at-least: critical}
            """ + Broken.restOfCluster
        let cluster = try #require(try readInventory(text).get().clusters.first)
        #expect(
            cluster.notify == [
                NoticeChannel(
                    .webhook(url: .file("Inventory/hook.url"), token: .environment("TOKEN")), atLeast: .warning),
                NoticeChannel(.slack(url: .credential("slack")), atLeast: .info),
                NoticeChannel(
                    .pagerDuty(routingKey: .file("/etc/pd.key"), url: "https://events.pagerduty.com/v2/enqueue"),
                    atLeast: .warning),
                NoticeChannel(
                    .pagerDuty(routingKey: .file("/etc/pd.key"), url: "http://127.0.0.1:1/x"), atLeast: .info),
                NoticeChannel(.mail(MailSettings(recipients: ["dba@example.com"], sender: "hactl@example.com"))),
                NoticeChannel(
                    .mail(MailSettings(recipients: ["a@b", "c@d"], sender: "e@f", command: ["msmtp", "-t"]))),
                NoticeChannel(.command(["/usr/local/bin/tell", "--loud"]), atLeast: .critical),
            ])
        var again = try #require(try readInventory(InventoryWriter.text(for: cluster)).get().clusters.first)
        // A path is written as it was understood, and read from there.
        again.notify[0] = cluster.notify[0]
        #expect(again.notify == cluster.notify)
    }

    /// A list is replaced whole, as every list is.
    @Test func theyAreInherited() throws {
        let text = """
            defaults: {sql: {user: h}, ssh: {user: o}, notify: [{slack: {url: {file: /default}}}]}
            groups: {quiet: {notify: [{command: {command: [/group]}}]}}
            clusters:
              a: {members: {db1: {address: h1}}}
              b: {groups: [quiet], members: {db1: {address: h2}}}
              c: {groups: [quiet], notify: [{slack: {url: {file: /own}}}], members: {db1: {address: h3}}}
            """
        let clusters = try readInventory(text).get().clusters
        #expect(clusters.map(\.notify.count) == [1, 1, 1])
        #expect(
            clusters.flatMap(\.notify).map(\.way) == [
                .slack(url: .file("/default")), .command(["/group"]), .slack(url: .file("/own")),
            ])
    }
}
