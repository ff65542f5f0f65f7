import HactlModel

/// How to lead a kind of proxy. Steps ask facts and give orders; a dialect says which orders, and one of the protocols below how
/// they are put.
package protocol ProxyDialect: Sendable {
    /// What its file must say so that it leads writes to exactly these servers after a reload; `nil` where it says so already,
    /// or there is no file.
    func edit(leadingTo names: [String], in facts: ProxyFacts) -> FileEdit?
    /// What makes it lead to exactly these servers, now.
    ///
    /// - Parameter prepared: what this run has prepared for the file as it is.
    func orders(leadingTo names: [String], in facts: ProxyFacts, prepared: FileSwap?) -> [ProxyOrder]
    /// What makes it lead there after a reload or a restart, too; `nil` where it would.
    func keeping(_ names: [String], in facts: ProxyFacts, prepared: FileSwap?) -> ProxyOrder?
    /// What makes it lead again as it did, when it leads to these servers; `nil` where nothing is known that would.
    func wayBack(to before: ProxyFacts, from names: [String], prepared: FileSwap?) -> [ProxyOrder]?
    /// To whom it leads once it has taken a file in; `nil` where a file says only what is after a reload.
    func servers(ledBy file: ProxyFile) -> [ProxyServer]?
    /// Whether it moves servers by itself, so that a dead one has to be taken from it.
    var movesServers: Bool { get }
}

extension ProxyDialect {
    package func servers(ledBy file: ProxyFile) -> [ProxyServer]? { nil }
    package var movesServers: Bool { false }

    package func keeping(_ names: [String], in facts: ProxyFacts, prepared: FileSwap?) -> ProxyOrder? {
        edit(leadingTo: names, in: facts).map { prepared.map(ProxyOrder.keep) ?? .prepare($0) }
    }

    /// Whether a reload or a restart would lead elsewhere than it leads now.
    package func forgets(_ facts: ProxyFacts) -> Bool { keeping(facts.leading, in: facts, prepared: nil) != nil }
}

/// One that is led by commands on its host.
package protocol ShellProxy: ProxyDialect {
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
}

extension ShellProxy {
    package func standing(for order: ProxyOrder) -> Errand? { nil }
}

/// One that is led over an administrative interface that speaks SQL, a statement a text.
package protocol AdminProxy: ProxyDialect {
    /// What is asked, in order; it changes nothing. Those that a version doesn't know are answered with no table.
    var questions: [String] { get }
    /// `nil` when the answers make no sense.
    ///
    /// - Parameter answers: one for each question.
    func facts(from answers: [SQLTable?]) -> ProxyFacts?
    /// What carries an order out, in order; empty for one that it never gives.
    func statements(for order: ProxyOrder) -> [String]
}

/// One that is a key-value store: others read there where the writer is.
package protocol StoreProxy: ProxyDialect {
    var keys: [String] { get }
    /// - Parameter values: those of the keys that are there.
    func facts(from values: [String: String]) -> ProxyFacts
}
