/// What a proxy says of the ways on which it leads writes and reads.
package struct ProxyFacts: Equatable, Sendable, Codable {
    /// The servers that it knows there, in its order.
    package var servers: [ProxyServer]
    /// Those among which it spreads reads, in its order; `nil` where hactl leads none through it.
    package var readers: [ProxyServer]?
    /// What it would do after a reload; `nil` where it keeps that in no file.
    package var file: ProxyFile?
    /// Why it must not be changed, as clauses; empty when nothing stands against it.
    package var flaws: [String]
    /// Servers that it may bring back by itself, whatever they are now.
    package var remembered: [InstanceAddress] = []
    /// Whether it can be led to any address, and not only to servers that it names.
    package var takesAnyAddress = false

    package init(
        servers: [ProxyServer] = [], readers: [ProxyServer]? = nil, file: ProxyFile? = nil, flaws: [String] = [],
        takesAnyAddress: Bool = false
    ) {
        self.takesAnyAddress = takesAnyAddress
        self.servers = servers
        self.readers = readers
        self.file = file
        self.flaws = flaws
    }

    /// The names of those that get new connections.
    package var leading: [String] { servers.filter(\.isOpen).map(\.name) }

    package var leadingWords: String { leading.isEmpty ? "nobody" : leading.joined(separator: ", ") }

    package func server(at address: InstanceAddress) -> ProxyServer? {
        servers.first { $0.address == address }
            ?? (takesAnyAddress ? ProxyServer(name: address.description, address: address, isOpen: false) : nil)
    }
}

/// A server as a proxy knows it.
package struct ProxyServer: Hashable, Sendable, Codable {
    /// What the proxy calls it.
    package var name: String
    package var address: InstanceAddress
    /// Whether it gets new connections.
    package var isOpen: Bool
    /// Connections of clients that are on it now; `nil` where the proxy doesn't say.
    package var sessions: Int?
    /// Whether a person has taken it out: then it is not hactl's to bring back.
    package var isWithdrawn: Bool

    package init(
        name: String, address: InstanceAddress, isOpen: Bool, sessions: Int? = nil, isWithdrawn: Bool = false
    ) {
        self.isWithdrawn = isWithdrawn
        self.name = name
        self.address = address
        self.isOpen = isOpen
        self.sessions = sessions
    }
}

/// The file from which a proxy begins when it is reloaded.
package struct ProxyFile: Equatable, Sendable, Codable {
    /// Its SHA-256, in hexadecimal.
    package var digest: String
    /// The lines that say where writes go, and no others: they may hold passwords.
    package var lines: [FileLine]
    /// The SHA-256 of the new file that lies beside it, tried and not in force; `nil` when there is none.
    package var prepared: String?
    /// Whether it has taken the old one's place, and the proxy may not have taken it in.
    package var isUnread: Bool

    package init(digest: String, lines: [FileLine] = [], prepared: String? = nil, isUnread: Bool = false) {
        self.isUnread = isUnread
        self.digest = digest
        self.lines = lines
        self.prepared = prepared
    }
}

/// A line of a file, counted from 1.
package struct FileLine: Hashable, Sendable, Codable {
    package var number: Int
    package var text: String

    package init(_ number: Int, _ text: String) {
        self.number = number
        self.text = text
    }
}
