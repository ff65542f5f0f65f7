import HactlModel

/// What is still to be told over one channel, in order. It never grows without end.
struct Outbox {
    /// More than that nobody would read.
    static let room = 100

    private(set) var waiting: [Notice] = []

    /// Answers whom it had no room for: the oldest of the least severe.
    mutating func take(_ notice: Notice) -> Notice? {
        waiting.removeAll { $0.isOutdated(by: notice) }
        waiting.append(notice)
        guard waiting.count > Self.room, let least = waiting.map(\.severity).min(),
            let index = waiting.firstIndex(where: { $0.severity == least })
        else { return nil }
        return waiting.remove(at: index)
    }

    mutating func next() -> Notice? { waiting.isEmpty ? nil : waiting.removeFirst() }

    mutating func empty() -> [Notice] {
        defer { waiting = [] }
        return waiting
    }

    func outdates(_ notice: Notice) -> Bool { waiting.contains { notice.isOutdated(by: $0) } }
}

extension Notice {
    /// Whether nobody needs to hear this once there is the other one. What is acknowledged must have been heard of.
    fileprivate func isOutdated(by other: Notice) -> Bool {
        key == other.key && (other.phase != .acknowledge || phase == .acknowledge)
    }
}
