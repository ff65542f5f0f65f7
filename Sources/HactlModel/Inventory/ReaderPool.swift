/// The addresses through which clients read, and who may serve reads, at them or through proxies.
package struct ReaderPool: Hashable, Sendable, Codable {
    /// In the order they were written; each is carried by one member at a time. Empty where clients read through proxies alone.
    package var addresses: [VirtualAddress]
    /// A replica that lags more than this serves no reads.
    package var lag: Duration
    /// How long a replica must have been well before reads are given back to it.
    package var recovery: Duration
    package var primary: PrimaryReads

    package init(
        addresses: [VirtualAddress] = [], lag: Duration = .seconds(30), recovery: Duration = .seconds(60),
        primary: PrimaryReads = .lastResort
    ) {
        self.addresses = addresses
        self.lag = lag
        self.recovery = recovery
        self.primary = primary
    }
}

/// Whether the primary serves reads beside its writes.
package enum PrimaryReads: String, CaseIterable, Sendable, Codable {
    case never
    /// Only while no replica is fit to.
    case lastResort = "last-resort"
    /// Like a replica.
    case always
}
