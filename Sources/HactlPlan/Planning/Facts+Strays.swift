import HactlModel

extension Facts {
    /// Transactions that a member has and another one lacks, as words; `nil` when there are none, or when one of the two
    /// is not seen. What the other one wrote itself doesn't count: the two were not looked at at the very same moment,
    /// and a replica may have been seen with newer ones.
    package func strays(on member: MemberName, lackedBy other: MemberName) -> String? {
        guard let mine = instance(member), let theirs = instance(other) else { return nil }
        if let state = mine.transactions.state, let known = theirs.transactions.state {
            let extra = state.errant(to: known).gtids.filter { UInt64($0.server) != theirs.identity.serverID }
            return extra.isEmpty ? nil : extra.map(\.description).joined(separator: ", ")
        }
        switch (mine.transactions.executed, theirs.transactions.executed) {
        case (.gtids(let all), .gtids(let known)):
            let extra = all.subtracting(known)
            let strays = (try? ServerUUID(parsing: theirs.identity.uuid)).map(extra.excluding) ?? extra
            return strays.isEmpty ? nil : strays.brief
        case (let all, let known):
            guard let extra = all.subtracting(known) else { return "transactions that can't be compared" }
            return extra.isEmpty ? nil : extra.brief
        }
    }
}
