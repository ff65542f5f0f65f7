import HactlModel

/// A fact that a plan rests on, with the rule by which it may change until the plan is applied.
package struct Evidence: Equatable, Sendable, Codable {
    package var subject: Subject
    package var rule: Rule

    package init(_ subject: Subject, _ rule: Rule) {
        self.subject = subject
        self.rule = rule
    }

    /// What of the facts it is about.
    package enum Subject: Hashable, Sendable, Codable {
        case identity(MemberName)
        case version(MemberName)
        case writable(MemberName)
        /// Whom it follows, as `host:port`.
        case source(MemberName)
        /// Which members hold an address.
        case holders(String)
        case executed(MemberName)
        case lag(MemberName)
        case verdict(MemberName)
        /// Where a proxy leads writes, and what its file is.
        case route(ProxyName)
    }

    /// How the fact may change.
    package enum Rule: Equatable, Sendable, Codable {
        case equals(String)
        /// The set seen then must still be there.
        case contains(TransactionSet)
        /// Seconds.
        case atMost(Int)
        /// The same kind of verdict.
        case verdict(VerdictKind)
    }

    /// What has moved, as a line for the operator; `nil` when the plan still stands on it.
    package func contradiction(in facts: Facts, of cluster: Cluster) -> String? {
        switch rule {
        case .verdict(let then):
            guard case .verdict(let name) = subject else { return nil }
            let now = Verdict(of: name, in: cluster, seen: facts)
            return now.kind == then ? nil : "\(subject.name): \(then.rawValue) -> \(now.kind.rawValue)"
        case .equals(let then):
            let now = subject.text(in: facts)
            return now == then ? nil : "\(subject.name): \(then) -> \(now)" + subject.blindness(in: facts, then: then)
        case .contains(let then):
            return missing(then, in: facts).map { "\(subject.name): \($0)" }
        case .atMost(let limit):
            let now = subject.number(in: facts)
            return now.map { $0 <= limit } ?? false
                ? nil : "\(subject.name): \(now.map { "\($0)s" } ?? "unknown"), allowed are \(limit)s"
        }
    }

    private func missing(_ then: TransactionSet, in facts: Facts) -> String? {
        guard case .executed(let name) = subject, let now = facts.instance(name)?.transactions.executed else {
            return "can't be seen now"
        }
        switch now.contains(then) {
        case .yes: return nil
        case .no(let missing): return "transactions have gone: \(missing)"
        case .incomparable(let reason): return reason
        }
    }
}

extension Evidence.Subject {
    package var name: String {
        switch self {
        case .identity(let name): "\(name): server identity"
        case .version(let name): "\(name): version"
        case .writable(let name): "\(name): writable"
        case .source(let name): "\(name): source"
        case .holders(let address): "\(address): held by"
        case .executed(let name): "\(name): transactions"
        case .lag(let name): "\(name): lag"
        case .verdict(let name): "\(name): verdict"
        case .route(let name): "\(name): leads writes to"
        }
    }

    /// The fact as words, so that then and now can be compared and shown.
    package func text(in facts: Facts) -> String {
        switch self {
        case .identity(let name): seen(name, in: facts) { $0.identity.uuid }
        case .version(let name): seen(name, in: facts) { $0.identity.version.description }
        case .writable(let name): seen(name, in: facts) { $0.writability.isWritable ? "yes" : "no" }
        case .source(let name): seen(name, in: facts) { sources(of: $0) }
        case .holders(let address): holders(of: address, in: facts)
        case .executed(let name): seen(name, in: facts) { $0.transactions.executed.description }
        case .lag(let name): number(in: facts).map { "\($0)s" } ?? "\(name) unknown"
        case .verdict(let name): name.text
        case .route(let name): route(of: name, in: facts)
        }
    }

    /// Which host of those that held an address can't be asked now, and why: it may hold it still.
    func blindness(in facts: Facts, then: String) -> String {
        guard case .holders = self else { return "" }
        return then.split(separator: ", ").map { MemberName(String($0)) }.compactMap { name in
            facts.members[name]?.host.reason.map { "; \(name)'s host can't be seen: \($0.sentence)" }
        }.joined()
    }

    func number(in facts: Facts) -> Int? {
        guard case .lag(let name) = self else { return nil }
        return facts.lag(of: name)
    }

    private func seen(_ name: MemberName, in facts: Facts, _ text: (InstanceFacts) -> String) -> String {
        facts.instance(name).map(text) ?? facts.blindness(of: name) ?? "unseen"
    }

    private func route(of name: ProxyName, in facts: Facts) -> String {
        guard let proxy = facts.proxy(name) else { return "unseen" }
        return proxy.leadingWords + (proxy.file.map { ", with file \($0.digest.prefix(12))" } ?? "")
    }

    private func sources(of instance: InstanceFacts) -> String {
        instance.channels.isEmpty ? "none" : instance.channels.map(\.source.description).joined(separator: ", ")
    }

    private func holders(of address: String, in facts: Facts) -> String {
        let holders = facts.members.filter { $0.value.host.value?.holds(address) == true }.map(\.key.text).sorted()
        return holders.isEmpty ? "nobody" : holders.joined(separator: ", ")
    }
}
