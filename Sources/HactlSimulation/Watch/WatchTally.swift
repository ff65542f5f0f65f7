/// What happened in a simulated time, in numbers.
package struct WatchTally: Equatable, Sendable {
    package var runs = 0
    package var failovers = 0
    package var resumptions = 0
    /// Before any change.
    package var refusals = 0
    /// Ends of failovers other than done.
    package var unhappyEnds = 0

    package static func + (left: WatchTally, right: WatchTally) -> WatchTally {
        WatchTally(
            runs: left.runs + right.runs, failovers: left.failovers + right.failovers,
            resumptions: left.resumptions + right.resumptions, refusals: left.refusals + right.refusals,
            unhappyEnds: left.unhappyEnds + right.unhappyEnds)
    }

    package init(runs: Int = 0, failovers: Int = 0, resumptions: Int = 0, refusals: Int = 0, unhappyEnds: Int = 0) {
        self.runs = runs
        self.failovers = failovers
        self.resumptions = resumptions
        self.refusals = refusals
        self.unhappyEnds = unhappyEnds
    }
}
