/// What hactl may do when nobody watches. Kept as written; the failover judges the words.
package struct Policy: Hashable, Sendable {
    /// Verdicts that may be acted upon without a person: `process-dead`, `host-dead`. None by default.
    package var unattended: [String]
    /// The weakest fencing that counts, such as `power-off`; `nil` leaves it to the verdict.
    package var fenceAtLeast: String?
    /// How long after an unattended failover no second one may start.
    package var blockPeriod: Duration

    package init(unattended: [String] = [], fenceAtLeast: String? = nil, blockPeriod: Duration = .seconds(3600)) {
        self.unattended = unattended
        self.fenceAtLeast = fenceAtLeast
        self.blockPeriod = blockPeriod
    }
}
