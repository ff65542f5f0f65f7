import HactlModel

/// How to speak to a kind of proxy. Steps ask facts and give orders; a dialect turns both into commands for the proxy's host.
package protocol ProxyDialect: Sendable {
    /// Everything it says of the way of writes, in one round trip; it changes nothing.
    var look: Errand { get }
    /// Every command that it runs as root: the same for whatever order.
    var privileged: [Errand] { get }
    /// `nil` when the answer makes no sense.
    func facts(from output: String) -> ProxyFacts?
    /// The command of an order; `nil` for one that it never gives. It ends with 0 when the order is carried out, with 3 when nothing
    /// was changed because the file is not what it was. Orders about the runtime print what a look would.
    func errand(for order: ProxyOrder) -> Errand?
    /// Where an order's command can be begun before its moment, waiting for its input: that command. It says
    /// `ready <uptime>`, heeds a line `until <uptime>`, and ends with 75 when it came too late.
    func standing(for order: ProxyOrder) -> Errand?
    /// What its file must say so that it leads writes to exactly these servers after a reload; `nil` where it says so already,
    /// or there is no file.
    func edit(leadingTo names: [String], in facts: ProxyFacts) -> FileEdit?
    /// What makes it lead to exactly these servers, now.
    ///
    /// - Parameter prepared: what this run has prepared for the file as it is.
    func orders(leadingTo names: [String], in facts: ProxyFacts, prepared: FileSwap?) -> [ProxyOrder]
    /// To whom it leads once it has taken a file in; `nil` where a file says only what is after a reload.
    func servers(ledBy file: ProxyFile) -> [ProxyServer]?
    /// What makes it lead again as it did; `nil` where nothing is known that would.
    func wayBack(to before: ProxyFacts, prepared: FileSwap?) -> [ProxyOrder]?
}

extension ProxyDialect {
    func standing(for order: ProxyOrder) -> Errand? { nil }
    package func servers(ledBy file: ProxyFile) -> [ProxyServer]? { nil }
}

/// What can be asked of a proxy, in verbs.
package enum ProxyOrder: Equatable, Sendable, Codable {
    /// New connections go to exactly these servers, by the proxy's names for them, at once.
    case lead(to: [String])
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
}

/// Lines to be changed in a file that is known by its SHA-256.
package struct FileEdit: Equatable, Sendable, Codable {
    package var digest: String
    package var changes: [LineChange]

    package init(digest: String, changes: [LineChange]) {
        self.digest = digest
        self.changes = changes
    }

    /// `nil` where nothing is to be changed.
    ///
    /// - Parameter rewrite: a line as it shall be; `nil` for one that is left alone.
    init?(of file: ProxyFile?, _ rewrite: (String) -> String?) {
        guard let file else { return nil }
        let changes = file.lines.compactMap { line -> LineChange? in
            guard let text = rewrite(line.text), text != line.text else { return nil }
            return LineChange(line.number, from: line.text, to: text)
        }
        if changes.isEmpty { return nil }
        self.init(digest: file.digest, changes: changes)
    }
}

package struct LineChange: Equatable, Sendable, Codable {
    package var number: Int
    package var old: String
    package var new: String

    package init(_ number: Int, from old: String, to new: String) {
        self.number = number
        self.old = old
        self.new = new
    }
}

/// A file that takes another one's place: both known by their SHA-256.
package struct FileSwap: Equatable, Sendable, Codable {
    package var old: String
    package var new: String

    package init(from old: String, to new: String) {
        self.old = old
        self.new = new
    }
}

/// Every kind of proxy there is.
package enum ProxyCatalog {
    package static func dialect(of kind: ProxyKind) -> any ProxyDialect {
        switch kind {
        case .haproxy(let settings): HAProxy(settings)
        case .file(let settings): RouteFile(settings)
        }
    }
}
