import HactlModel

/// MySQL 8.4 and 9: the new words only.
package struct MySQL84: MySQLDialect {
    package let version: ServerVersion
    package let requiredGrants: [RequiredGrant]

    package init(version: ServerVersion) {
        self.version = version
        requiredGrants = Grants.mysql(version)
    }

    var words: MySQLWords {
        var words = MySQLWords.new
        // Both words work where the new one is known; which 8.x learned it first is not worth finding out.
        if version < ServerVersion(9, 0) { words.disabledOnReplica = "DISABLE ON SLAVE" }
        return words
    }

    var persisted: [ScriptLine] { [PersistedSettings.question] }

    func persisting(_ readOnly: Bool) throws(Unsupported) -> [ScriptLine] { PersistedSettings.lines(readOnly) }
}
