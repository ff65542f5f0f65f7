import HactlModel

/// Whoever says that it is not behind has what the primary has.
package struct MissingTransactions: HealthCheck {
    package static let code = "H03"
    package static let summary =
        "A replica has applied what the primary has committed, by GTIDs: one that lacks \(fewest) transactions or more is asked again for a "
        + "second, and may then lack none that the primary had at first, unless its lag says so, too. A receiver on a network that is broken "
        + "goes on saying that it lags 0 s, and one that stands still says nothing."

    /// Fewer are no sign of anything: that many may be on their way.
    package static let fewest: UInt64 = 100

    package init() {}

    /// Whoever seems to lack something is asked again, and the primary is not: so what was committed between two looks doesn't count.
    package func questions(about cluster: Cluster, seen facts: Facts) -> [Probe] {
        suspects(in: cluster, facts).map { .transactions($0.name) }
    }

    package func findings(about cluster: Cluster, seen facts: Facts, at now: Moment) -> [Finding] {
        guard let primary = facts.soleWriter else { return [] }
        return suspects(in: cluster, facts).map { finding($0.name, $0.count, of: primary, facts) }
    }

    private func suspects(in cluster: Cluster, _ facts: Facts) -> [(name: MemberName, count: UInt64)] {
        guard let primary = facts.soleWriter else { return [] }
        return cluster.members.map(\.name).compactMap { name in
            guard name != primary, follows(name, facts), !saysSo(name, cluster, facts),
                let count = facts.transactionsMissing(on: name, of: primary), count >= Self.fewest
            else { return nil }
            return (name, count)
        }
    }

    /// A delayed replica lacks something on purpose.
    private func follows(_ name: MemberName, _ facts: Facts) -> Bool {
        guard let channels = facts.instance(name)?.channels, !channels.isEmpty else { return false }
        return channels.allSatisfy { $0.delay == 0 }
    }

    /// What lags beyond the limit is P06's.
    private func saysSo(_ name: MemberName, _ cluster: Cluster, _ facts: Facts) -> Bool {
        guard facts.instance(name)?.channels.allSatisfy(\.isRunning) == true, let lag = facts.lag(of: name) else {
            return false
        }
        return .seconds(lag) > cluster.limits.lag
    }

    private func finding(_ name: MemberName, _ count: UInt64, of primary: MemberName, _ facts: Facts) -> Finding {
        let says = facts.lag(of: name).map { "says that it lags \($0)s" } ?? "doesn't say how far it lags"
        let unapplied = facts.transactionsUnapplied(on: name)
        let received = unapplied.map { " (\(min($0, count)) of them received)" } ?? ""
        return Finding(
            Self.code, .warning, on: name, "\(name) \(says), and lacks \(count) transactions of \(primary)\(received)",
            remedy: remedy(name, facts, hasReceivedMost: (unapplied ?? 0) * 2 > count))
    }

    private func remedy(_ name: MemberName, _ facts: Facts, hasReceivedMost: Bool) -> String {
        if facts.instance(name)?.channels.allSatisfy({ $0.receiver == .running }) == false {
            return "Its receiver stands still: cure that first (P05), and see that the number falls."
        }
        return hasReceivedMost
            ? "If the number grows, its applier is stuck: look at what it waits for in the process list of \(name)."
            : "If the number grows, nothing comes through: look at the network between the two, then restart the receiver of \(name)."
    }
}
