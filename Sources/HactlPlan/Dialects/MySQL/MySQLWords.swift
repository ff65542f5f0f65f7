/// How a version of MySQL says what all of them can do.
struct MySQLWords: Sendable {
    /// `REPLICA`; `SLAVE` before 8.0.22 and gone in 8.4.
    var replica: String
    /// `SOURCE` and `CHANGE REPLICATION SOURCE TO`; `MASTER` before 8.0.23.
    var source: String
    /// `SHOW BINARY LOG STATUS` since 8.2.
    var binaryLogStatus: String
    var disabledOnReplica: String
    var semiSync: [SemiSyncWords]
    /// Since 8.0, with caching_sha2_password.
    var asksForPublicKey: Bool
    var waitsForFractions: Bool
    /// `SOURCE_POS_WAIT` since 8.0.26.
    var positionWait = "MASTER_POS_WAIT"

    var changeSource: String { source == "SOURCE" ? "CHANGE REPLICATION SOURCE TO" : "CHANGE MASTER TO" }

    static let old = MySQLWords(
        replica: "SLAVE", source: "MASTER", binaryLogStatus: "SHOW MASTER STATUS",
        disabledOnReplica: "DISABLE ON SLAVE", semiSync: [.master], asksForPublicKey: false, waitsForFractions: false)

    /// 9.x knows `DISABLE ON SLAVE` too, as deprecated.
    static let new = MySQLWords(
        replica: "REPLICA", source: "SOURCE", binaryLogStatus: "SHOW BINARY LOG STATUS",
        disabledOnReplica: "DISABLE ON REPLICA", semiSync: [.source, .master], asksForPublicKey: true,
        waitsForFractions: true, positionWait: "SOURCE_POS_WAIT")
}
