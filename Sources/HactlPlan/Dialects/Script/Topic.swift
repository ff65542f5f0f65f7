/// What a line of a script asks for: by it the answer is found again.
package enum Topic: String, Sendable, Hashable, CaseIterable {
    /// Does something; its rows, if any, are not read.
    case effect
    /// One row: flags, positions, who the server is.
    case state
    case variables, status, channels, binlog, processes, transactions, preparedXA, events, locks, group, persisted
    case binaryLogs, heartbeat
    case appliers, data, plugins, tables, copy, copyStages
    /// MariaDB: who may write to a read-only server.
    case accounts, roles
    /// What hactl's own account may do. MariaDB's rows hold its password's hash: they go nowhere.
    case grants
}
