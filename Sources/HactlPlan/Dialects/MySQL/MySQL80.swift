import HactlModel

/// MySQL 8.0 to 8.3: both sets of words, the new ones since 8.0.22 and 8.0.23.
package struct MySQL80: MySQLDialect {
    package let version: ServerVersion
    package let requiredGrants: [RequiredGrant]

    package init(version: ServerVersion) {
        self.version = version
        requiredGrants = Grants.mysql(version)
    }

    var words: MySQLWords {
        var words = MySQLWords.old
        if version >= ServerVersion(8, 0, 22) { words.replica = "REPLICA" }
        if version >= ServerVersion(8, 0, 23) { words.source = "SOURCE" }
        if version >= ServerVersion(8, 0, 26) {
            (words.semiSync, words.positionWait) = ([.source, .master], "SOURCE_POS_WAIT")
        }
        if version >= ServerVersion(8, 2) { words.binaryLogStatus = "SHOW BINARY LOG STATUS" }
        (words.asksForPublicKey, words.waitsForFractions) = (true, true)
        return words
    }

    var persisted: [ScriptLine] { [PersistedSettings.question] }

    func persisting(_ readOnly: Bool) throws(Unsupported) -> [ScriptLine] { PersistedSettings.lines(readOnly) }
}
