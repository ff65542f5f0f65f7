/// Semi-sync's variables: `rpl_semi_sync_source_enabled`, before MySQL 8.0.26 and on MariaDB `…_master_…`.
enum SemiSyncWords: String, Sendable {
    case source, master

    func enabling(source: Bool, replica: Bool) -> [ScriptLine] {
        let replicaWord = self == .source ? "replica" : "slave"
        // 1193: no such variable, for the plugin of that side is not loaded under this name.
        return [(replicaWord, replica), (rawValue, source)].map { side, value in
            ScriptLine(
                "SET GLOBAL rpl_semi_sync_\(side)_enabled = \(value ? "ON" : "OFF")", tolerating: .codes([1193]))
        }
    }
}
