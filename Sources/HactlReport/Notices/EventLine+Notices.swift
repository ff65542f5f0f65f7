import HactlModel

extension EventLine {
    /// Whether a notice reached those behind a channel.
    ///
    /// - Parameter reason: why it did not; `nil` where it did.
    package static func notice(_ notice: Notice, over channel: String, missedBecause reason: String?, at moment: Moment)
        -> EventLine
    {
        EventLine(
            "notice", reason == nil ? .info : .warning, at: moment,
            reason.map { "\(channel): not told, for \($0)" } ?? "\(channel): told",
            [
                "channel": .text(channel), "kind": .text(notice.kind.rawValue), "cluster": .text(notice.cluster),
                "key": .text(notice.key), "arrived": .flag(reason == nil), "reason": .optional(reason),
            ])
    }
}
