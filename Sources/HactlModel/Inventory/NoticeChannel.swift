/// A way by which notices reach people or programs.
package struct NoticeChannel: Hashable, Sendable {
    package var way: Way
    /// What is less severe is not sent.
    package var atLeast: NoticeSeverity

    /// - Parameter atLeast: everything unless given, but for pages: they wake people.
    package init(_ way: Way, atLeast: NoticeSeverity? = nil) {
        self.way = way
        let usual: NoticeSeverity = if case .pagerDuty = way { NoticeChannel.usualSeverityOfPages } else { .info }
        self.atLeast = atLeast ?? usual
    }

    package enum Way: Hashable, Sendable {
        /// A POST with JSON. The address is a secret: whoever knows it may post there.
        ///
        /// - Parameter token: goes as `Authorization: Bearer`.
        case webhook(url: SecretReference, token: SecretReference?)
        /// An incoming webhook of Slack, or of anything that understands one.
        case slack(url: SecretReference)
        /// PagerDuty's Events API v2, or whatever speaks it at `url`.
        case pagerDuty(routingKey: SecretReference, url: String)
        case mail(MailSettings)
        /// A program and its arguments, on the machine that runs hactl; the notice goes to its standard input as JSON.
        case command([String])
    }

    package static let usualSeverityOfPages = NoticeSeverity.warning
    package static let usualPagerDuty = "https://events.pagerduty.com/v2/enqueue"

    /// How it is called where people read of it. It holds nothing secret.
    package var name: String {
        switch way {
        case .webhook: "webhook"
        case .slack: "slack"
        case .pagerDuty: "pagerduty"
        case .mail(let mail): "mail to \(mail.recipients.joined(separator: ", "))"
        case .command(let command): "command \(command.first ?? "")"
        }
    }
}

/// Mail through a program that takes a whole message on its standard input, as sendmail(8) does with `-t`.
package struct MailSettings: Hashable, Sendable {
    /// Addresses without names: `dba@example.com`.
    package var recipients: [String]
    package var sender: String
    package var command: [String]

    package init(recipients: [String], sender: String, command: [String] = MailSettings.usualCommand) {
        self.recipients = recipients
        self.sender = sender
        self.command = command
    }

    package static let usualCommand = ["/usr/sbin/sendmail", "-t", "-i"]
}
