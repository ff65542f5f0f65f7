/// The answer to one statement. A statement that returns no rows has no columns.
///
/// Cells are the text protocol's: bytes read as UTF-8, which is what the connection speaks. A binary column that isn't
/// UTF-8 comes out with replacement characters; select it as `HEX()`. `nil` is NULL; NUL bytes are kept.
package struct ResultSet: Hashable, Sendable {
    package var columns: [String]
    package var rows: [[String?]]
    /// Rows changed, by the server's count; for a statement that returns rows, how many.
    package var affected: UInt64

    package init(columns: [String] = [], rows: [[String?]] = [], affected: UInt64 = 0) {
        self.columns = columns
        self.rows = rows
        self.affected = affected
    }

    /// Whether the server knows this column: servers of different versions answer `SHOW` with different ones.
    package func has(_ column: String) -> Bool { columns.contains { $0.equalsIgnoringCase(column) } }

    package var records: [Row] { rows.map { Row(columns: columns, cells: $0) } }

    package var first: Row? { rows.first.map { Row(columns: columns, cells: $0) } }

    /// The first cell of the first row: the answer to `SELECT one_thing`.
    package var value: String? { rows.first?.first ?? nil }
}
