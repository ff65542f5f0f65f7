/// One MariaDB transaction, `0-1-10`. The Knowledge Base: "three numbers separated with dashes": the domain, "a 32-bit
/// unsigned integer", the server, "a 32-bit unsigned integer", and the sequence, "a 64-bit unsigned integer that is
/// monotonically increasing for each new event group logged into the binlog".
package struct MariaDBGTID: Hashable, Sendable, CodableAsText {
    package let domain: UInt32
    /// The server that first logged the transaction.
    package let server: UInt32
    package let sequence: UInt64

    package init(domain: UInt32, server: UInt32, sequence: UInt64) {
        self.domain = domain
        self.server = server
        self.sequence = sequence
    }

    package init(parsing text: String) throws(PositionError) {
        try self.init(reading: text.bytes.trimmed)
    }

    init(reading bytes: Substring.UTF8View) throws(PositionError) {
        let numbers = bytes.pieces(between: "-").map(\.decimal)
        guard numbers.count == 3, let domain = numbers[0].flatMap(UInt32.init(exactly:)),
            let server = numbers[1].flatMap(UInt32.init(exactly:)), let sequence = numbers[2]
        else { throw PositionError(.mariadbGTID, found: bytes.text) }
        self.init(domain: domain, server: server, sequence: sequence)
    }

    package var description: String { "\(domain)-\(server)-\(sequence)" }
}
