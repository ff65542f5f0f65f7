import HactlModel

/// What became of a notice on one channel. It holds nothing secret.
package struct NoticeOutcome: Hashable, Sendable {
    package var channel: NoticeChannel
    package var notice: Notice
    /// Why nobody was told; `nil` when it arrived.
    package var reason: String?

    package init(channel: NoticeChannel, notice: Notice, reason: String? = nil) {
        self.channel = channel
        self.notice = notice
        self.reason = reason
    }

    /// For a log: what was found, what it means, and what to do next.
    package var sentence: String {
        guard let reason else { return "\(channel.name): told \"\(notice.title)\"." }
        return "\(channel.name): nobody was told \"\(notice.title)\", for \(reason). "
            + "Nothing else changes by that. Try the channel: hactl notify --cluster \(notice.cluster) --test"
    }
}
