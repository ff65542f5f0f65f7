/// What a server that no longer runs wrote into its binary log after a place, as its host reads it.
package struct LogTail: Equatable, Sendable, Codable {
    /// Where the log ends: `binlog.000007:1234`.
    package var end: String
    /// How much there is after the place.
    package var bytes: UInt64
    /// Whole transactions that name themselves.
    package var mysql: MySQLGTIDSet
    package var mariadb: [MariaDBGTID]
    /// Whole transactions without a name that hactl can read.
    package var unnamed: Int
    /// There is more than was read: it was too much, or is encrypted.
    package var isPartial: Bool

    package init(
        end: String, bytes: UInt64, mysql: MySQLGTIDSet = MySQLGTIDSet(), mariadb: [MariaDBGTID] = [], unnamed: Int = 0,
        isPartial: Bool = false
    ) {
        self.end = end
        self.bytes = bytes
        self.mysql = mysql
        self.mariadb = mariadb
        self.unnamed = unnamed
        self.isPartial = isPartial
    }
}
