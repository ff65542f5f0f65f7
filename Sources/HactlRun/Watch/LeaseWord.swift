/// What a store says of the lease by which watches agree on their leader.
package enum LeaseWord: Equatable, Sendable {
    /// Until then, by this machine's uptime; the store's own clock lets it go later, never earlier.
    case ours(until: Duration)
    case others(leader: String)
    /// It could not be asked; a clause.
    case unknown(because: String)
}
