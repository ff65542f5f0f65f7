import HactlModel

/// What an account may do on a server, as its own `SHOW GRANTS` tells: that statement needs no privilege, and counts the
/// roles that are active (seen on MySQL 9.7 and MariaDB 10.11).
package struct HeldPrivileges: Equatable, Sendable {
    private var global: Set<String> = []
    private var databases: [String: Set<String>] = [:]

    /// Reads `GRANT a, b ON scope TO account …`; other lines (roles, default roles) say nothing of their own.
    package init(reading lines: [String]) {
        for line in lines { read(line) }
    }

    private mutating func read(_ line: String) {
        guard line.hasPrefix("GRANT "), let to = line.range(of: " TO ") else { return }
        let head = line[..<to.lowerBound].dropFirst("GRANT ".count)
        guard let on = head.range(of: " ON ") else { return }
        let names = Set(head[..<on.lowerBound].split(separator: ",").map { Self.plain($0) })
        let scope = Self.scope(head[on.upperBound...])
        if scope == "*" { global.formUnion(names) } else { databases[scope, default: []].formUnion(names) }
    }

    /// What is missing of a grant, as a grant; `nil` when nothing is.
    package func lacking(of grant: RequiredGrant, on flavour: Flavour, _ version: ServerVersion) -> RequiredGrant? {
        guard let on = grant.privileges.range(of: " ON ") else { return nil }
        let scope = grant.privileges[on.upperBound...]
        let missing = grant.privileges[..<on.lowerBound].split(separator: ",").filter { name in
            !has(Self.plain(name), on: Self.scope(scope), flavour, version)
        }
        if missing.isEmpty { return nil }
        let names = missing.map { $0.drop { $0 == " " } }.joined(separator: ", ")
        return RequiredGrant("\(names) ON \(scope)", because: grant.reason, isForCopies: grant.isForCopies)
    }

    private func has(_ name: String, on scope: String, _ flavour: Flavour, _ version: ServerVersion) -> Bool {
        let held = global.union(databases[scope] ?? [])
        if held.contains(name) || held.contains("ALL PRIVILEGES") || held.contains("ALL") { return true }
        return global.contains("SUPER") && Self.isPartOfSuper(name, flavour, version)
    }

    /// MySQL: "SUPER … is deprecated", and still allows what the dynamic privileges allow that were split off it, but not
    /// those that came later. MariaDB: SUPER lost READ_ONLY ADMIN with 10.11 (MDEV-29596) and the others with 11.0
    /// (MDEV-29668).
    private static func isPartOfSuper(_ name: String, _ flavour: Flavour, _ version: ServerVersion) -> Bool {
        switch flavour {
        case .mysql: splitOffMySQL.contains(name)
        case .mariadb:
            name == "READ ONLY ADMIN"
                ? version < ServerVersion(10, 11)
                : splitOffMariaDB.contains(name)
                    && version < ServerVersion(11, 0)
        }
    }

    private static let splitOffMySQL: Set<String> = [
        "SYSTEM VARIABLES ADMIN", "CONNECTION ADMIN", "REPLICATION SLAVE ADMIN", "SET USER ID", "SET ANY DEFINER",
    ]
    private static let splitOffMariaDB: Set<String> = [
        "CONNECTION ADMIN", "REPLICATION SLAVE ADMIN", "REPLICATION MASTER ADMIN", "BINLOG ADMIN", "SET USER",
        "BINLOG MONITOR", "SLAVE MONITOR",
    ]

    /// Servers write the same privilege with a space, with an underscore, and under an older name.
    private static func plain(_ name: some StringProtocol) -> String {
        let words = name.uppercased().split { $0 == " " || $0 == "_" }.joined(separator: " ")
        switch words {
        case "REPLICATION CLIENT": return "BINLOG MONITOR"
        case "REPLICA MONITOR": return "SLAVE MONITOR"
        case "REPLICATION REPLICA ADMIN": return "REPLICATION SLAVE ADMIN"
        default: return words
        }
    }

    /// `*` of `*.*`, `hactl` of `` `hactl`.* ``; a database whose name has an underscore is written with `\_`.
    private static func scope(_ text: some StringProtocol) -> String {
        let name = text.prefix { $0 != "." }
        return String(name.filter { $0 != "`" && $0 != "\\" })
    }
}

extension StringProtocol {
    /// Without Foundation: the first place of a text.
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
