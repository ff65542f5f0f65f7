/// What hactl may do when nobody watches.
package struct Policy: Hashable, Sendable {
    /// Verdicts that may be acted upon without a person. None by default.
    package var unattended: [VerdictKind]
    /// The weakest fencing that counts when nobody watches; `nil`: any rung that was proven.
    package var fenceAtLeast: FenceRung?
    /// How long after a failover no second one may start without a person.
    package var blockPeriod: Duration
    /// Set while somebody works on the cluster: nothing is done unattended.
    package var maintenance: Bool
    /// The most failovers within 24 hours that may be done without a person.
    package var budget: Int

    package init(
        unattended: [VerdictKind] = [], fenceAtLeast: FenceRung? = nil, blockPeriod: Duration = .seconds(3600),
        maintenance: Bool = false, budget: Int = 3
    ) {
        self.unattended = unattended
        self.fenceAtLeast = fenceAtLeast
        self.blockPeriod = blockPeriod
        self.maintenance = maintenance
        self.budget = budget
    }
}
