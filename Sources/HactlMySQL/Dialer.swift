import CMySQL
import HactlLanes

/// The first tenant of a lane: makes the connection there, before there is one to live on it.
actor Dialer {
    private let lane = Lane(
        onStart: {
            _ = Library.isReady
            _ = hactl_mysql_thread_init()
        }, onEnd: { hactl_mysql_thread_end() })

    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    /// Blocks the lane. `deadline` is when the caller goes away: what is connected after that is closed, and nothing
    /// more is sent on it.
    func dial(
        _ target: SQLTarget, initial: String, deadline: ContinuousClock.Instant
    ) -> Result<SQLConnection, SQLFailure> {
        Result { () throws(SQLFailure) in
            try SQLConnection(on: lane, target: target, initial: initial, deadline: deadline)
        }
    }
}
