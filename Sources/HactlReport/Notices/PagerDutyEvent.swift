import HactlModel

/// An event of PagerDuty's Events API v2 (developer.pagerduty.com, "Send an Alert Event").
struct PagerDutyEvent {
    private let notice: Notice
    private let key: Secret

    init(_ notice: Notice, key: Secret) {
        self.notice = notice
        self.key = key
    }

    var json: JSON {
        let common: [String: JSON] = [
            "routing_key": .text(key.reveal()), "event_action": .text(notice.phase.rawValue),
            "dedup_key": .text(dedupKey), "client": "hactl",
        ]
        guard notice.phase == .trigger else { return .object(common) }
        return .object(common.merging(["payload": payload]) { $1 })
    }

    /// At most 255 characters.
    private var dedupKey: String {
        notice.key.unicodeScalars.count <= 255 ? notice.key : "hactl/" + SHA256.hex(of: notice.key)
    }

    private var payload: JSON {
        [
            // At most 1024 characters, which a bounded title keeps by far.
            "summary": .text(notice.title), "source": .text(notice.cluster),
            "severity": .text(notice.severity.rawValue),
            "timestamp": .text(notice.at.description), "component": "writer", "group": .text(notice.cluster),
            "class": .text(notice.kind.rawValue),
            "custom_details": [
                "lines": .list(notice.lines.map(JSON.text)), "run": .optional(notice.run), "key": .text(notice.key),
            ],
        ]
    }
}
