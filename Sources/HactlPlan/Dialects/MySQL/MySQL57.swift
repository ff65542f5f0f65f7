import HactlModel

/// MySQL 5.7: the old words, and no memory of settings but its option files.
package struct MySQL57: MySQLDialect {
    package let version: ServerVersion
    package let requiredGrants: [RequiredGrant]

    package init(version: ServerVersion) {
        self.version = version
        requiredGrants = Grants.mysql57
    }

    var words: MySQLWords { .old }
    var persisted: [ScriptLine] { [] }

    func persisting(_ readOnly: Bool) throws(Unsupported) -> [ScriptLine] {
        throw .onlyOptionFiles("MySQL 5.7", readOnly)
    }
}

extension Unsupported {
    static func onlyOptionFiles(_ server: String, _ readOnly: Bool) -> Unsupported {
        Unsupported(
            because: "\(server) takes read_only for the next start from its option files only",
            remedy: "write read_only=\(readOnly ? "ON" : "OFF") under [mysqld] in its option file")
    }
}
