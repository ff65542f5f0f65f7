import HactlModel

/// Makes a channel of an item of `notify`.
struct ChannelBuilding {
    let written: Written
    let environment: ReadingEnvironment

    /// `nil` where something is missing, which is complained about.
    var channel: NoticeChannel? {
        guard kinds.count == 1, let way else { return nil }
        return NoticeChannel(way, atLeast: own.choice("at-least"))
    }

    /// In the order they were written.
    private var kinds: [String] {
        written.entries.map(\.name).filter { InventorySchema.channel.key($0) != nil }
    }

    private var own: Settings { Settings(written: written, environment: environment).section(kinds[0]) }

    private var way: NoticeChannel.Way? {
        switch kinds[0] {
        case "webhook": own.secret("url").map { .webhook(url: $0, token: own.secret("token")) }
        case "slack": own.secret("url").map { .slack(url: $0) }
        case "pagerduty":
            own.secret("routing-key").map {
                .pagerDuty(
                    routingKey: $0, url: own.value("url") { try $0.webAddress($1) } ?? NoticeChannel.usualPagerDuty)
            }
        case "mail": mail
        default: own.texts("command").map { .command($0) }
        }
    }

    private var mail: NoticeChannel.Way? {
        guard let recipients = own.value("to", { try $0.mailAddresses($1) }),
            let sender = own.value("from", { try $0.mailAddress($1) })
        else { return nil }
        return .mail(
            MailSettings(
                recipients: recipients, sender: sender, command: own.texts("command") ?? MailSettings.usualCommand))
    }
}

/// Everything but what the walk over the schema has said.
extension ChannelBuilding {
    var complaints: [Complaint] {
        if written.isScalarOrList { return [] }
        return wrongKinds + kinds.flatMap(missingKeys)
    }

    private var wrongKinds: [Complaint] {
        let known = InventorySchema.channel.keys.map(\.name)
        if kinds.isEmpty {
            // A kind that is misspelt was complained about already.
            guard written.entries.isEmpty else { return [] }
            return [
                written.complaint(
                    "An item of `notify` does not say how to tell.",
                    remedy:
                        "Write one of \(known.joined(separator: ", ")): - slack: {url: {file: /etc/hactl/slack.url}}.")
            ]
        }
        guard kinds.count > 1, let second = written.entries.first(where: { $0.name == kinds[1] }) else { return [] }
        return [
            Complaint(
                at: second.place, "An item of `notify` is of \(kinds.count) kinds: \(kinds.joined(separator: ", ")).",
                remedy: "Begin another item: write a hyphen before `\(second.name)`.")
        ]
    }

    private func missingKeys(of kind: String) -> [Complaint] {
        guard let section = InventorySchema.channel.key(kind)?.kind.inner, let inner = written[kind],
            !inner.isScalarOrList
        else { return [] }
        return section.keys.filter { $0.fallback == "required" && inner.lacks($0.name, of: section) }.map { key in
            inner.complaint(
                "`\(kind)` of `notify` lacks `\(key.name)`: \(key.meaning).",
                remedy: "Write for example: \(key.example).")
        }
    }
}
