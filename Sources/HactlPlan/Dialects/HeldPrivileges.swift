import HactlModel

/// What an account may do on a server, as its own `SHOW GRANTS` tells: that statement needs no privilege, and counts the
/// roles that are active (seen on MySQL 9.7 and MariaDB 10.11).
package struct HeldPrivileges: Equatable, Sendable {
    private var global: Set<PrivilegeName> = []
    private var databases: [String: Set<PrivilegeName>] = [:]

    /// Reads `GRANT a, b ON scope TO account …`; other lines (roles, default roles) say nothing of their own.
    package init(reading lines: [String]) {
        for granted in lines.compactMap(GrantedPrivileges.init(line:)) {
            if granted.database == "*" {
                global.formUnion(granted.names)
            } else {
                databases[granted.database, default: []].formUnion(granted.names)
            }
        }
    }

    /// What is missing of a grant, as a grant; `nil` when nothing is.
    package func lacking(of grant: RequiredGrant, on flavour: Flavour, _ version: ServerVersion) -> RequiredGrant? {
        guard let wanted = grant.granted else { return nil }
        let missing = wanted.names.filter { !has($0, on: wanted.database, flavour, version) }
        if missing.isEmpty { return nil }
        let names = missing.map(\.written).joined(separator: ", ")
        return RequiredGrant("\(names) ON \(wanted.scope)", because: grant.reason, isForCopies: grant.isForCopies)
    }

    private func has(
        _ name: PrivilegeName, on database: String, _ flavour: Flavour, _ version: ServerVersion
    ) -> Bool {
        for held in [global, databases[database] ?? []] {
            if held.contains(name) || held.contains("ALL PRIVILEGES") || held.contains("ALL") { return true }
        }
        return global.contains("SUPER") && Self.isPartOfSuper(name, flavour, version)
    }

    /// MySQL: "SUPER … is deprecated", and still allows what the dynamic privileges allow that were split off it, but not
    /// those that came later. MariaDB: SUPER lost READ_ONLY ADMIN with 10.11 (MDEV-29596) and the others with 11.0
    /// (MDEV-29668).
    private static func isPartOfSuper(_ name: PrivilegeName, _ flavour: Flavour, _ version: ServerVersion) -> Bool {
        switch flavour {
        case .mysql: splitOffMySQL.contains(name)
        case .mariadb:
            name == "READ ONLY ADMIN"
                ? version < ServerVersion(10, 11)
                : splitOffMariaDB.contains(name)
                    && version < ServerVersion(11, 0)
        }
    }

    private static let splitOffMySQL: Set<PrivilegeName> = [
        "SYSTEM VARIABLES ADMIN", "CONNECTION ADMIN", "REPLICATION SLAVE ADMIN", "SET USER ID", "SET ANY DEFINER",
    ]
    private static let splitOffMariaDB: Set<PrivilegeName> = [
        "CONNECTION ADMIN", "REPLICATION SLAVE ADMIN", "REPLICATION MASTER ADMIN", "BINLOG ADMIN", "SET USER",
        "BINLOG MONITOR", "SLAVE MONITOR",
    ]
}
