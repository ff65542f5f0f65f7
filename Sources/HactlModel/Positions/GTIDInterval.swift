/// A run of transaction numbers, half open: `1-5` is 1..<6. Never empty.
package struct GTIDInterval: Hashable, Sendable, CustomStringConvertible {
    let lower: UInt64
    let upper: UInt64

    init(_ lower: UInt64, _ upper: UInt64) {
        self.lower = lower
        self.upper = upper
    }

    /// `m` or `m-n`. The manual says `(m >= 1; n > m)`; the server also takes `m-m`, and so does this.
    init(reading bytes: Substring.UTF8View) throws(PositionError) {
        let bounds = bytes.pieces(between: "-")
        guard bounds.count <= 2, let first = bounds.first?.decimal, let last = bounds.last?.decimal,
            1 <= first, first <= last, last <= MySQLGTID.greatestSequence
        else { throw PositionError(.interval, found: bytes.text) }
        self.init(first, last + 1)
    }

    package var first: UInt64 { lower }
    package var last: UInt64 { upper - 1 }
    package var count: UInt64 { upper - lower }
    package var description: String { count == 1 ? "\(first)" : "\(first)-\(last)" }
}
