import HactlModel

/// What can be asked of a host, in verbs. `HostCommands` owns the argument vectors.
package enum HostOrder: Equatable, Sendable, Codable {
    /// Adds the address and announces it at once, without waiting for the announcement to end.
    case takeAddress(VirtualAddress)
    case dropAddress(VirtualAddress)
    /// Announces an address it already holds.
    case announce(VirtualAddress)
    /// Says to keepalived whether it may carry an address there (`TrackFacts`). Where it may not, the answer comes when the address has
    /// gone, or after a second.
    case setTrack(VirtualAddress, to: Int)
    /// What `read_only` will be after a restart, in an option file: for servers without `SET PERSIST`.
    case persistReadOnly(Bool)
    /// Ends the server and closes it to the network for as long as `unfence` was not asked. Answers with the whole host.
    case fence
    case unfence
    /// Begins to load another server's data in the place of all that is there, where the server can't do that by itself.
    case copyData(CopyOrder)
    case run(CustomCommand)
}
