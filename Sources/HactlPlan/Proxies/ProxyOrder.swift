import HactlModel

/// What can be asked of a proxy, in verbs.
package enum ProxyOrder: Equatable, Sendable, Codable {
    /// New connections go to exactly these servers, by the proxy's names for them, at once.
    case lead(to: [String])
    /// Spreads new reading connections otherwise, at once, and not beyond a reload.
    case serveReads(ReadShift)
    /// Ends the connections to these servers.
    case endSessions(of: [String])
    /// Puts a changed copy of the file beside it, and has the proxy try it.
    case prepare(FileEdit)
    /// Takes away what was prepared.
    case discard
    /// What was prepared takes the file's place; the old one stays beside it.
    case keep(FileSwap)
    /// The old file takes its place again.
    case restore(FileSwap)
    /// What it does now is what it does after a restart.
    case save
    /// Values of a store, all or none.
    case write([KeyWrite])
    /// It forgets a server, and can't bring it back by itself.
    case expel(InstanceAddress)
    /// It knows a server again, as one that serves reads.
    case admit(InstanceAddress)
}

/// A value of a key-value store that takes another one's place.
package struct KeyWrite: Equatable, Sendable, Codable {
    package var key: String
    /// What must be there; `nil` where the key must not be there.
    package var old: String?
    /// `nil` where the key goes.
    package var new: String?

    package init(_ key: String, from old: String?, to new: String?) {
        self.key = key
        self.old = old
        self.new = new
    }
}
