import HactlModel

/// What goes over a channel, in the form that its receiver reads.
package enum NoticeBody {
    /// - Parameter key: the routing key of a way that has one. It stands in the body, which is therefore a secret.
    package static func text(of notice: Notice, for way: NoticeChannel.Way, key: Secret?) -> Secret {
        let notice = notice.bounded
        switch way {
        case .webhook, .command: return Secret(notice.json.line)
        case .slack: return Secret(SlackMessage(notice).json.line)
        case .pagerDuty: return Secret(PagerDutyEvent(notice, key: key ?? Secret("")).json.line)
        case .mail(let mail): return Secret(MailMessage(notice, mail).text)
        }
    }
}
