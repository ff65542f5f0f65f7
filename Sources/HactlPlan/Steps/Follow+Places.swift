import HactlModel

/// Following without GTIDs: a member may be pointed at the place where the new primary's log stood when it was closed only
/// once it has executed exactly what the new primary had then. Less, and it would skip the rest; more, and it has
/// something that nobody else has.
extension Follow {
    /// Why it can't be pointed there yet; `nil` when it can, and with GTIDs.
    func placeHindrance(in facts: Facts) -> StepStatus? {
        guard let instance = facts.instance(member), instance.countsByPlace else { return nil }
        guard let handover = facts.handover(to: source) else {
            return .blocked(because: "where \(member) is to go on in the log of \(source) was never seen: rebuild it")
        }
        guard let own = place(of: instance) else {
            return .blocked(
                because: "how far \(member) is in the log that \(source) followed can't be told: rebuild it")
        }
        switch (own.contains(handover.from), handover.from.contains(own)) {
        case (.yes, .yes): return delay(in: facts)
        case (.no, .yes) where isOrphan && !hasReceived(handover.from, instance):
            return .blocked(
                because:
                    "\(member) has received less than \(source), which is at \(handover.from) of the dead primary's "
                    + "log: rebuild \(member)")
        case (.no, .yes) where !wasPrimary: return .pending(because: late(own, handover))
        case (.incomparable(let reason), _): return .blocked(because: "\(reason): rebuild \(member)")
        default: return .blocked(because: other(own, handover))
        }
    }

    /// A replica that receives from a former primary gets whatever that one gets: it would have that when it is pointed to
    /// the new primary, and execute it again.
    private func delay(in facts: Facts) -> StepStatus? {
        guard let own = facts.instance(member)?.identity.uuid else { return nil }
        let left = leavers.filter { name in
            facts.instance(name)?.channels.contains { $0.isReceiving && $0.sourceIdentity == own } == true
        }
        return left.isEmpty ? nil : .blocked(because: "\(left.listed()) must leave \(member) first")
    }

    /// A former primary is as far as its own log.
    private func place(of instance: InstanceFacts) -> TransactionSet? {
        instance.channels.isEmpty && wasPrimary ? instance.transactions.executed : instance.places?.executed
    }

    private func hasReceived(_ place: TransactionSet, _ instance: InstanceFacts) -> Bool {
        instance.channels.contains(where: \.isReceiving) || instance.places?.read.contains(place).isYes != false
    }

    private func late(_ own: TransactionSet, _ handover: Handover) -> String {
        "\(member) has executed \(own) and must get to \(handover.from) first; then it goes on with \(statement(handover))"
    }

    private func other(_ own: TransactionSet, _ handover: Handover) -> String {
        "\(member) is at \(own), and \(source) had executed up to \(handover.from) when it was opened: find out what is "
            + "between the two (mysqlbinlog). If nothing is that matters: \(statement(handover)); otherwise rebuild it"
    }

    /// What a DBA would type; the account is left as it is.
    private func statement(_ handover: Handover) -> String {
        guard case .file(_, let name, let position) = handover.to else { return "" }
        return "CHANGE REPLICATION SOURCE TO SOURCE_HOST = \(SQLText.quoted(sourceAddress.host)), SOURCE_PORT = "
            + "\(sourceAddress.port), SOURCE_LOG_FILE = \(SQLText.quoted(name)), SOURCE_LOG_POS = \(position)"
    }

    /// Whoever was pointed there before is only started: what it has executed since it would execute again.
    ///
    /// - Returns: `nil` with GTIDs.
    func placeActions(isThere: Bool, in facts: Facts) -> [Action]? {
        guard let instance = facts.instance(member), instance.countsByPlace else { return nil }
        if isThere { return [.sql(member, .startReplication(channel: instance.channels[0].name))] }
        guard let handover = facts.handover(to: source) else { return [] }
        let channels = instance.channels
        if placeHindrance(in: facts) != nil {
            let start = channels.filter { !$0.isActive }.map { Action.sql(member, .startReplication(channel: $0.name)) }
            return start + [.sql(member, .awaitTransactions(handover.from, upTo: wait))]
        }
        // How far it is shows for certain only when it stands still: it is judged again then.
        if channels.contains(where: \.isActive) { return stopping(channels) }
        return repointing(channels, to: .place(handover.to))
    }

    /// Tried three times, so that a stage does not wait longer than half a minute.
    private var wait: Duration { .seconds(10) }
}
