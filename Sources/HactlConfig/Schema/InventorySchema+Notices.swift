import HactlModel

/// Who is told.
extension InventorySchema {
    static let channel = SchemaSection(
        name: "channel", title: "an item of `notify`",
        about:
            "A way by which notices of `hactl watch` and `hactl remediate` reach people or programs: exactly one of these keys. "
            + "`hactl notify --test` tries them. A notice that does not arrive is told, and changes nothing else.",
        keys: [
            SchemaKey(
                "webhook", .section(webhook), meaning: "a POST with JSON",
                example: "webhook: {url: {file: /etc/hactl/hook.url}}", alsoCalled: ["http", "hook", "url"]),
            SchemaKey(
                "slack", .section(slack), meaning: "an incoming webhook of Slack, or of what understands one",
                example: "slack: {url: {file: /etc/hactl/slack.url}}", alsoCalled: ["mattermost"]),
            SchemaKey(
                "pagerduty", .section(pagerDuty), meaning: "PagerDuty's Events API v2",
                example: "pagerduty: {routing-key: {file: /etc/hactl/pagerduty.key}}",
                alsoCalled: ["pager-duty", "pager"]),
            SchemaKey(
                "mail", .section(mail), meaning: "mail by a program of this machine",
                example: "mail: {to: [dba@example.com], from: hactl@example.com}",
                alsoCalled: ["email", "e-mail", "smtp"]),
            SchemaKey(
                "command", .section(commandChannel), meaning: "a program of one's own",
                example: "command: {command: [/usr/local/bin/tell]}", alsoCalled: ["exec", "script", "run"]),
        ])

    static let webhook = SchemaSection(
        name: "channel.webhook", title: "`webhook`",
        about:
            "A POST of the [notice as JSON](Output.md#notices). Any 2xx is arrival; 429, 5xx and silence are tried again for a while.",
        keys: [
            url("hook.url"),
            SchemaKey(
                "token", .secret, meaning: "goes along as `Authorization: Bearer …`",
                example: "token: {file: /etc/hactl/hook.token}", alsoCalled: ["bearer", "bearer-token"]),
            atLeast("info"),
        ])

    static let slack = SchemaSection(
        name: "channel.slack", title: "`slack`",
        about: "A message with a colour, in the channel to which the address belongs.",
        keys: [url("slack.url"), atLeast("info")])

    static let pagerDuty = SchemaSection(
        name: "channel.pagerduty", title: "`pagerduty`",
        about:
            "Incidents that are triggered, acknowledged and resolved, by one `dedup_key` for as long as something holds.",
        keys: [
            SchemaKey(
                "routing-key", .secret, "required", meaning: "the integration key of a service",
                example: "routing-key: {file: /etc/hactl/pagerduty.key}",
                alsoCalled: ["integration-key", "service-key", "key"]),
            SchemaKey(
                "url", .webAddress, "`\(NoticeChannel.usualPagerDuty)`", meaning: "where events go",
                example: "url: https://events.eu.pagerduty.com/v2/enqueue"),
            atLeast(NoticeChannel.usualSeverityOfPages.rawValue),
        ])

    static let mail = SchemaSection(
        name: "channel.mail", title: "`mail`", about: "A message on the standard input of a program such as sendmail.",
        keys: [
            SchemaKey(
                "to", .mailAddresses, "required", meaning: "who gets it", example: "to: [dba@example.com]",
                alsoCalled: ["recipients"]),
            SchemaKey(
                "from", .mailAddress, "required", meaning: "who it is from", example: "from: hactl@example.com",
                alsoCalled: ["sender"]),
            SchemaKey(
                "command", .words(example: "[/usr/sbin/sendmail, -t, -i]"),
                "`[\(MailSettings.usualCommand.joined(separator: ", "))]`",
                meaning: "a program that takes the recipients from the message",
                example: "command: [/usr/bin/msmtp, -t]", alsoCalled: ["sendmail", "program"]),
            atLeast("info"),
        ])

    static let commandChannel = SchemaSection(
        name: "channel.command", title: "`command`",
        about:
            "A program of the machine that runs hactl, with the [notice as JSON](Output.md#notices) on its standard input and `HACTL_CLUSTER`, "
            + "`HACTL_KIND`, `HACTL_SEVERITY`, `HACTL_PHASE` and `HACTL_TITLE` in its environment. 0 is arrival; after 75 it is tried again.",
        keys: [
            SchemaKey(
                "command", .words(example: "[/usr/local/bin/tell]"), "required",
                meaning: "the program and its arguments",
                example: "command: [/usr/local/bin/tell, --loud]", alsoCalled: ["program", "run", "argv"]),
            atLeast("info"),
        ])

    private static func url(_ file: String) -> SchemaKey {
        SchemaKey(
            "url", .secret, "required", meaning: "its address: whoever knows it may post there",
            example: "url: {file: /etc/hactl/\(file)}", alsoCalled: ["address", "webhook", "webhook-url"])
    }

    private static func atLeast(_ fallback: String) -> SchemaKey {
        SchemaKey(
            "at-least", .oneOf(NoticeSeverity.allCases.map(\.rawValue)), "`\(fallback)`",
            meaning: "what is less severe is not sent", example: "at-least: warning",
            alsoCalled: ["severity", "level", "min-severity"])
    }
}
