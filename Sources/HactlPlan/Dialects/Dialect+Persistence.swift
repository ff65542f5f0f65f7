import HactlModel

extension Identity {
    /// Whether `read_only` can be persisted in an option file only: `SET PERSIST` came with MySQL 8.0, and MariaDB has
    /// none.
    package var persistsInFiles: Bool { flavour == .mariadb || version < ServerVersion(8, 0) }
}

extension Dialect {
    package var persistsInFiles: Bool { flavour == .mariadb || version < ServerVersion(8, 0) }
}
