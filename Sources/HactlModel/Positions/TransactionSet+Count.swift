extension TransactionSet {
    /// How many transactions are here and not there, by the numbers of their GTIDs; `nil` where these are places in a log, or the two
    /// don't compare. Of a MariaDB domain that the other side has never heard of nothing can be told: a copy may have begun after it.
    package func count(beyond other: TransactionSet) -> UInt64? {
        switch (self, other) {
        case (.gtids(let mine), .gtids(let theirs)): mine.subtracting(theirs).count
        case (.domains(let mine), .domains(let theirs)): mine.count(beyond: theirs)
        default: nil
        }
    }
}

extension MariaDBGTIDList {
    fileprivate func count(beyond other: MariaDBGTIDList) -> UInt64 {
        latest.gtids.reduce(0) { sum, mine in
            guard let theirs = other.latest(in: mine.domain)?.sequence, mine.sequence > theirs else { return sum }
            return sum &+ (mine.sequence - theirs)
        }
    }
}

extension Facts {
    /// How many transactions of another server a member has not applied. The two were looked at a moment apart: what was committed in
    /// between counts, too. `nil` where it can't be told.
    package func transactionsMissing(on name: MemberName, of source: MemberName) -> UInt64? {
        guard let mine = instance(name), let theirs = instance(source) else { return nil }
        return theirs.transactions.executed.count(beyond: mine.transactions.executed)
    }

    /// How many transactions a member has received and not applied, on all of its channels; `nil` where it can't be told.
    package func transactionsUnapplied(on name: MemberName) -> UInt64? {
        guard let instance = instance(name) else { return nil }
        let counts = instance.channels.compactMap { $0.received?.count(beyond: instance.transactions.executed) }
        return counts.isEmpty ? nil : counts.reduce(0, &+)
    }
}
