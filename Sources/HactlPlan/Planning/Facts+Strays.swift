import HactlModel

extension Facts {
    /// Transactions that a member has and another one lacks; `nil` when there are none, or when one of the two is not
    /// seen. What the other one wrote itself doesn't count: the two were not looked at at the very same moment, and a
    /// replica may have been seen with newer ones.
    package func strays(on member: MemberName, lackedBy other: MemberName) -> TransactionSet? {
        guard let mine = instance(member), let theirs = instance(other) else { return nil }
        let strays = Self.strays(mine.transactions, theirs)
        return strays.isEmpty ? nil : strays
    }

    private static func strays(_ mine: Transactions, _ other: InstanceFacts) -> TransactionSet {
        if let state = mine.state, let known = other.transactions.state {
            return .domains(state.errant(to: known).without(server: other.identity.serverID))
        }
        switch (mine.executed, other.transactions.executed) {
        case (.gtids(let all), .gtids(let known)):
            let extra = all.subtracting(known)
            return .gtids((try? ServerUUID(parsing: other.identity.uuid)).map(extra.excluding) ?? extra)
        // Whose transactions a place stands for can't be told.
        case (.file(let log, _, _), _), (_, .file(let log, _, _)): return .file(log: log, name: "", position: 0)
        case (let all, let known): return all.subtracting(known) ?? all
        }
    }

    /// The same, as far as the member wrote them itself. A MariaDB server that was made from a backup doesn't know what
    /// others have logged before its time; that is no stray.
    func ownStrays(on member: MemberName, lackedBy other: MemberName) -> TransactionSet? {
        guard let strays = strays(on: member, lackedBy: other), let own = instance(member)?.identity.serverID else {
            return nil
        }
        guard case .domains(let list) = strays else { return strays }
        let written = list.only(server: own)
        return written.isEmpty ? nil : .domains(written)
    }

    /// Whether a member has everything of a source that stands still.
    ///
    /// A MariaDB position tells more than it knows: `0-2-150` counts as after `0-1-103`, also where server 2 wrote all
    /// of that itself and never had `0-1-103`. So here the source's own last transactions must be there by name.
    func containment(of source: MemberName, on member: MemberName) -> Containment {
        guard let theirs = instance(source)?.transactions, let mine = instance(member)?.transactions else {
            return .incomparable(because: "one of \(source) and \(member) is not seen")
        }
        if theirs.executed.log != nil { return placeContainment(of: source, on: member, upTo: theirs.executed) }
        guard case (.domains(let last), .domains(let position)) = (theirs.executed, mine.executed) else {
            return mine.executed.contains(theirs.executed)
        }
        let missing = last.latest.gtids.filter { gtid in
            let known = [position, mine.state].compactMap { $0?.sequence(of: gtid.server, in: gtid.domain) }
            return !known.contains { $0 >= gtid.sequence }
        }
        return missing.isEmpty ? .yes : .no(missing: missing.map(\.description).joined(separator: ", "))
    }
}
