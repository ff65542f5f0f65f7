import HactlModel

extension InventoryWriter {
    static func channels(_ channels: [NoticeChannel]) -> [String] {
        channels.isEmpty ? [] : ["    notify:"] + channels.map { "      - \(line($0))" }
    }

    private static func line(_ channel: NoticeChannel) -> String {
        var map = FlowMap()
        let kind = add(channel.way, to: &map)
        map.add("at-least", channel.atLeast.rawValue, unless: NoticeChannel(channel.way).atLeast.rawValue)
        return "\(kind): \(map.text)"
    }

    /// Answers how the kind is called.
    private static func add(_ way: NoticeChannel.Way, to map: inout FlowMap) -> String {
        switch way {
        case .webhook(let url, let token):
            map.add(raw: "url", YAMLText.secret(url))
            map.add(raw: "token", token.map(YAMLText.secret))
            return "webhook"
        case .slack(let url):
            map.add(raw: "url", YAMLText.secret(url))
            return "slack"
        case .pagerDuty(let key, let url):
            map.add(raw: "routing-key", YAMLText.secret(key))
            map.add("url", url, unless: NoticeChannel.usualPagerDuty)
            return "pagerduty"
        case .mail(let mail):
            map.add(raw: "to", YAMLText.list(mail.recipients))
            map.add("from", mail.sender)
            if mail.command != MailSettings.usualCommand { map.add(raw: "command", YAMLText.list(mail.command)) }
            return "mail"
        case .command(let command):
            map.add(raw: "command", YAMLText.list(command))
            return "command"
        }
    }
}
