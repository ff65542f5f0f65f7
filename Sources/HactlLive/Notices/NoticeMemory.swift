import HactlModel

/// What was told already, so that nothing is told twice while it holds.
struct NoticeMemory {
    /// Of what came longest ago the memory is lost: a watch runs for months.
    private static let most = 1000

    private struct Told {
        var severity: NoticeSeverity
        /// Since it began.
        var worst: NoticeSeverity
        var isAcknowledged = false
        var isOver = false
    }

    private var told: [String: Told] = [:]
    private var order: [String] = []

    /// Whom it concerns: the worst severity since it began, so that who was told of something hears of its end.
    /// `nil` when it is no news.
    mutating func takeNews(_ notice: Notice) -> NoticeSeverity? {
        guard let known = told[notice.key], let next = next(after: known, notice) else {
            if told[notice.key] == nil { return begin(notice) }
            return nil
        }
        told[notice.key] = next
        return next.worst
    }

    private func next(after known: Told, _ notice: Notice) -> Told? {
        var next = known
        switch notice.phase {
        case .trigger:
            if known.isOver { return Told(severity: notice.severity, worst: notice.severity) }
            if known.severity == notice.severity { return nil }
            next.severity = notice.severity
            next.worst = max(known.worst, notice.severity)
        case .acknowledge:
            if known.isAcknowledged || known.isOver { return nil }
            next.isAcknowledged = true
        case .resolve:
            if known.isOver { return nil }
            next.isOver = true
            next.worst = max(known.worst, notice.severity)
        }
        return next
    }

    private mutating func begin(_ notice: Notice) -> NoticeSeverity {
        if order.count >= Self.most { told[order.removeFirst()] = nil }
        order.append(notice.key)
        told[notice.key] = Told(
            severity: notice.severity, worst: notice.severity, isAcknowledged: notice.phase == .acknowledge,
            isOver: notice.phase == .resolve)
        return notice.severity
    }
}
