import HactlModel

/// Who gets new reading connections of a proxy again, and who gets none any more, by the proxy's names for them. Everybody else stays
/// as they are: servers that are no members, and those that a person has taken out, are none of hactl's.
package struct ReadShift: Equatable, Sendable, Codable {
    package var opened: [String]
    /// They keep the connections that they have.
    package var drained: [String]
    /// Their connections end: nobody answers there any more.
    package var ended: [String]

    package init(opened: [String] = [], drained: [String] = [], ended: [String] = []) {
        self.opened = opened
        self.drained = drained
        self.ended = ended
    }

    package var isEmpty: Bool { opened.isEmpty && drained.isEmpty && ended.isEmpty }

    /// What the ledger says once a proxy has ended what it could.
    static func label(of proxy: ProxyName) -> String { "ended-reads:\(proxy)" }
}
