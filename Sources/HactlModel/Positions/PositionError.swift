/// A position that a server is said to have printed and that can't be read.
package struct PositionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What should have stood there.
    package enum Expectation: String, Hashable, Sendable {
        case serverUUID = "a server UUID (hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh)"
        case tag = "a GTID tag (a letter or _, then up to 31 letters, digits or _)"
        case interval = "a transaction number or a range m-n with 1 <= m <= n <= 9223372036854775807"
        case someInterval = "at least one transaction number or range after it"
        case mysqlGTID = "one MySQL GTID (uuid:number or uuid:tag:number)"
        case mariadbGTID = "a MariaDB GTID (domain-server-sequence)"
        case onePerServer = "one GTID per domain and server"
        case binlogFile = "the name of a binary log file (name.number)"
    }

    package var expected: Expectation
    /// The piece of text that stood there instead; of a long one, the beginning.
    package var found: String

    package init(_ expected: Expectation, found: String) {
        self.expected = expected
        self.found = found.count > 80 ? found.prefix(79) + "…" : found
    }

    package var description: String { "expected \(expected.rawValue), found \"\(found)\"" }
}
