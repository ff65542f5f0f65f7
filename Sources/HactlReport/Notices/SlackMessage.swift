import HactlModel

/// A message for an incoming webhook (docs.slack.dev, "Sending messages using incoming webhooks"; "Legacy secondary attachments").
struct SlackMessage {
    private let notice: Notice

    init(_ notice: Notice) { self.notice = notice }

    var json: JSON {
        [
            "text": .text(escaped(notice.headline)), "mrkdwn": false,
            "attachments": [
                [
                    "color": .text(colour), "fallback": .text(escaped(notice.headline)), "mrkdwn_in": [],
                    "text": .text(escaped(notice.lines.joined(separator: "\n"))), "fields": .list(fields),
                    "footer": "hactl", "ts": .number(notice.at.milliseconds / 1000),
                ]
            ],
        ]
    }

    private var fields: [JSON] {
        let pairs = [("Cluster", notice.cluster), ("Severity", notice.severity.rawValue)] + run
        return pairs.map { ["title": .text($0), "value": .text(escaped($1)), "short": true] }
    }

    private var run: [(String, String)] { notice.run.map { [("Run", $0)] } ?? [] }

    private var colour: String {
        if notice.phase == .resolve { return "good" }
        switch notice.severity {
        case .info: return "#439FE0"
        case .warning: return "warning"
        case .critical: return "danger"
        }
    }

    /// "Formatting text for app surfaces": three characters, and no others, so that nothing becomes a mention or a link.
    private func escaped(_ text: String) -> String {
        text.escaping(["&": "&amp;", "<": "&lt;", ">": "&gt;"])
    }
}
