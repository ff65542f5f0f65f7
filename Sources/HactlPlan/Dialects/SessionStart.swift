import HactlModel

/// What every session of hactl begins with.
enum SessionStart {
    /// `sql_mode` decides what a backslash in a literal means, `time_zone` makes NOW() agree with
    /// `innodb_trx.trx_started`, which is in the server's own zone, and a server whose default is `autocommit=0` would
    /// never commit the marker.
    static func text(_ limits: SessionLimits, statement: String) -> String {
        "/* hactl */ SET NAMES utf8mb4; SET SESSION sql_mode = '\(modes)', time_zone = 'SYSTEM', autocommit = 1, "
            + "lock_wait_timeout = \(SQLText.wholeSeconds(limits.lockWait)), "
            + "wait_timeout = \(SQLText.wholeSeconds(limits.idle)), \(statement)"
    }

    private static let modes = "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"
}
