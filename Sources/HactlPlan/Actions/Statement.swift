import HactlModel

/// What can be asked of a server, in verbs. Dialects own the words.
package enum Statement: Equatable, Sendable, Codable {
    /// Read-only, as far as the server can be. Bounded in the server by `lockWait`, rounded up to seconds. Answers with
    /// the writability, the transactions executed, and the sessions that are left.
    case close(lockWait: Duration)
    /// Lets a closed server commit what it replicates: the end of what kept everybody from committing.
    case unseal
    /// Writability as it was, runtime only.
    case restore(Writability)
    /// Takes writes.
    case open
    /// Ends sessions; one that is gone already is no error. Answers with the sessions left and the transactions.
    case endSessions([UInt64])
    /// Waits in the server until it has executed a set.
    case awaitTransactions(TransactionSet, upTo: Duration)
    /// Without GTIDs: the same, for all that a source that stands still has given. Answers also with where the server's
    /// own log stands then, if it is closed.
    case awaitEnd(TransactionSet, upTo: Duration)
    /// Answers with the writability and the transactions executed, at this moment.
    case readTransactions
    case startReplication(channel: String)
    case stopReplication(channel: String)
    /// Stops receiving and goes on applying.
    case stopReceiving(channel: String)
    /// Applies what was received, and receives nothing.
    case startApplying(channel: String)
    case follow(SourceSettings)
    /// Forgets its source: `RESET REPLICA ALL`. Refused by the door while something received is not applied.
    case forgetSource(channel: String)
    /// Disables events as a replica would have them, without writing that to the binlog.
    case disableEvents([ScheduledEvent])
    case enableEvents([ScheduledEvent])
    case semiSync(source: Bool, replica: Bool)
    /// What `read_only` will be after a restart.
    case persistReadOnly(Bool)
    /// Writes a row that names the run, so that replicas can be asked for it.
    case writeMarker(run: String)
    case custom(CustomStatement)
    /// Loads what a copy needs, as donor or as recipient. Answers with what the server keeps.
    case prepareCopy
    /// Begins to put another server's data in the place of all that this one has, and answers once it has begun: with how
    /// far it is. The server goes on by itself, whether or not anybody waits.
    case copyData(CopyOrder)
}

/// Whose data a server is to take over, and how fast at most.
package struct CopyOrder: Equatable, Sendable, Codable {
    package var donor: MemberName
    package var address: InstanceAddress
    /// MiB a second.
    package var rate: Int
    /// Names the copy, where the server has no name of its own for it.
    package var mark: String

    package init(donor: MemberName, address: InstanceAddress, rate: Int, mark: String) {
        self.mark = mark
        self.donor = donor
        self.address = address
        self.rate = rate
    }
}

/// Whom a replica is to follow, and how.
package struct SourceSettings: Equatable, Sendable, Codable {
    package var channel: String
    package var source: InstanceAddress
    /// Whether the account must be given: a server that was never a replica doesn't know it.
    package var account: AccountUse
    package var position: PositionUse

    package init(
        channel: String = "", source: InstanceAddress, account: AccountUse, position: PositionUse = .gtid
    ) {
        self.channel = channel
        self.source = source
        self.account = account
        self.position = position
    }

    /// Where a replica takes the account from with which it follows.
    package enum AccountUse: String, Sendable, Codable {
        /// It keeps the one it has.
        case kept
        /// The inventory's; revealed at the door.
        case inventory
    }

    /// Where a replica begins to read.
    package enum PositionUse: Equatable, Sendable, Codable {
        case gtid
        /// MariaDB: the server was a primary, so what it wrote counts as applied.
        case gtidAsFormerPrimary
        /// At a place in the source's log: without GTIDs.
        case place(TransactionSet)
    }
}

/// A statement of a playbook's own `sql` step.
package struct CustomStatement: Equatable, Sendable, Codable {
    package var text: String
    /// What the run's ledger calls it.
    package var label: String
    package var timeout: Duration

    package init(text: String, label: String, timeout: Duration) {
        self.text = text
        self.label = label
        self.timeout = timeout
    }
}
