/// A table of heartbeats (pt-heartbeat(1p) of Percona Toolkit): a row for each server that it writes to, with the time in `ts`. A
/// replica's newest row says how old what it shows is, also where the server itself can't tell.
package struct HeartbeatTable: Hashable, Sendable {
    package var schema: String
    package var table: String
    package var clock: Clock

    package init(schema: String, table: String, clock: Clock = .utc) {
        self.schema = schema
        self.table = table
        self.clock = clock
    }

    /// By which clock its times are written.
    package enum Clock: String, Sendable, CaseIterable {
        /// `--utc`.
        case utc
        /// The zone of the host on which pt-heartbeat runs, which must be every server's.
        case local
    }
}
