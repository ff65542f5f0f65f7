/// How often a watch looks at a cluster, how patient it is, and how several of them agree. Every duration is positive.
package struct WatchSchedule: Hashable, Sendable {
    /// Between two pings of a member, and how long the answer to one may take.
    package var ping: Duration
    /// Between two looks at everything.
    package var look: Duration
    /// How many pings of a primary go unanswered before others are asked about it. One that is refused is no riddle: then they are asked
    /// at once.
    package var misses: Int

    /// Who judges which of several watches acts; `nil` for the locks on the servers.
    package var lease: LeaseSettings?

    package init(
        ping: Duration = .seconds(1), look: Duration = .seconds(5), misses: Int = 3, lease: LeaseSettings? = nil
    ) {
        self.ping = ping
        self.look = look
        self.misses = misses
        self.lease = lease
    }
}
