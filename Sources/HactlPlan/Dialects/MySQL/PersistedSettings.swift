import HactlModel

/// `mysqld-auto.cnf`, which MySQL 8 reads after the option files.
enum PersistedSettings {
    static let question = ScriptLine(
        "SELECT VARIABLE_NAME AS name, VARIABLE_VALUE AS value FROM performance_schema.persisted_variables "
            + "WHERE VARIABLE_NAME IN ('read_only', 'super_read_only')",
        as: .persisted, tolerating: .anything, blindSpot: "settings for the next start")

    /// PERSIST_ONLY changes nothing now: the new primary is open and stays so until it restarts.
    static func lines(_ readOnly: Bool) -> [ScriptLine] {
        let word = readOnly ? "ON" : "OFF"
        return ["read_only", "super_read_only"].map { ScriptLine("SET PERSIST_ONLY \($0) = \(word)") }
    }
}
