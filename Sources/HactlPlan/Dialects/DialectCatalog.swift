import HactlModel

/// Which dialect a server speaks.
package enum DialectCatalog {
    /// By what `SELECT VERSION()` or the server's greeting says.
    package static func dialect(greeting text: String) throws(Unsupported) -> any Dialect {
        let (flavour, version) = reading(text)
        return try dialect(flavour: flavour, version: version)
    }

    package static func dialect(flavour: Flavour, version: ServerVersion) throws(Unsupported) -> any Dialect {
        switch flavour {
        case .mariadb where version >= ServerVersion(10, 3): return MariaDB(version: version)
        case .mysql where version >= ServerVersion(8, 4): return MySQL84(version: version)
        case .mysql where version >= ServerVersion(8, 0): return MySQL80(version: version)
        case .mysql where version >= ServerVersion(5, 7): return MySQL57(version: version)
        case .mariadb, .mysql:
            throw Unsupported(
                because: "\(flavour == .mysql ? "MySQL" : "MariaDB") \(version) is older than hactl knows",
                remedy: "hactl knows MySQL from 5.7 and MariaDB from 10.3 on")
        }
    }

    /// MariaDB 10 greets as `5.5.5-10.11.6-MariaDB`: old replicas took a leading "10" for a "1".
    package static func reading(_ text: String) -> (flavour: Flavour, version: ServerVersion) {
        guard text.lowercased().contains("mariadb") else { return (.mysql, ServerVersion(reading: text)) }
        let prefix = "5.5.5-"
        return (.mariadb, ServerVersion(reading: text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text))
    }
}
