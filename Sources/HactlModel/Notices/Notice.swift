/// Something that people who are not looking ought to know.
package struct Notice: Hashable, Sendable {
    package var kind: NoticeKind
    package var cluster: String
    /// How bad it is; of one that resolves: how bad it was, so that it goes wherever the news of it went.
    package var severity: NoticeSeverity
    /// What it is about, the same for as long as that holds: `hactl/shop/primary`.
    package var key: String
    package var phase: NoticePhase
    /// One line without a full stop. It names the cluster.
    package var title: String
    /// What else there is to say, a sentence a line: what was seen, what it means, what to do next.
    package var lines: [String]
    /// The run that it is about.
    package var run: String?
    package var at: Moment

    /// - Parameter subject: what it is about, within the cluster: `primary`.
    package init(
        _ kind: NoticeKind, of cluster: String, _ severity: NoticeSeverity, about subject: String,
        _ phase: NoticePhase, _ title: String, lines: [String] = [], run: String? = nil, at: Moment
    ) {
        self.kind = kind
        self.cluster = cluster
        self.severity = severity
        key = "hactl/\(cluster)/\(subject)"
        self.phase = phase
        self.title = title
        self.lines = lines
        self.run = run
        self.at = at
    }
}
