/// One MySQL transaction: `uuid:number` or `uuid:tag:number`.
package struct MySQLGTID: Hashable, Sendable, CodableAsText {
    /// The manual: "The upper limit for sequence numbers for GTIDs on a server instance is the number of non-negative
    /// values for a signed 64-bit integer (2^63 - 1, or 9223372036854775807)."
    package static let greatestSequence: UInt64 = 9_223_372_036_854_775_807

    package let source: GTIDSource
    package let sequence: UInt64

    /// `nil` unless the number is 1…2^63-1.
    package init?(source: GTIDSource, sequence: UInt64) {
        guard (1...Self.greatestSequence).contains(sequence) else { return nil }
        self.source = source
        self.sequence = sequence
    }

    /// One GTID as `gtid_next` or an event shows it.
    package init(parsing text: String) throws(PositionError) {
        guard let only = try MySQLGTIDSet(parsing: text).only else { throw PositionError(.mysqlGTID, found: text) }
        self = only
    }

    package var description: String { MySQLGTIDSet([self]).description }
}
