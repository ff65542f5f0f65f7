import HactlModel

/// One row, its cells by column name. Servers write the same column as `ID` and as `Id`.
package struct SQLRow: Equatable, Sendable {
    private let names: [String]
    private let cells: [String?]

    /// - Parameter names: the columns in small letters.
    init(names: [String], cells: [String?]) {
        self.names = names
        self.cells = cells
    }

    /// `nil` for NULL and for a column that isn't there.
    package subscript(name: String) -> String? {
        column(name).flatMap { self[column: $0] }
    }

    /// Where a column stands in all rows of the answer; who reads many rows asks once.
    func column(_ name: String) -> Int? { names.firstIndex { Self.isSame($0, name) } }

    subscript(column index: Int) -> String? { index < cells.count ? cells[index] : nil }

    /// Rows are asked for their cells by the hundred: no text is made for it.
    private static func isSame(_ small: String, _ name: String) -> Bool {
        small.utf8.count == name.utf8.count && zip(small.utf8, name.utf8).allSatisfy { $0 == $1.lowered }
    }

    /// The only cell of a row whose column is called after something that changes.
    package var first: String? { cells.first ?? nil }

    /// The first of several names that the server knows: `Source_Host`, or `Master_Host` before MySQL 8.0.22.
    package subscript(either names: String...) -> String? { names.lazy.compactMap { self[$0] }.first }

    /// The cell's text, empty for NULL and for a column that isn't there.
    package func text(_ name: String) -> String { self[name] ?? "" }
    package func int(_ name: String) -> Int? { self[name].flatMap { Int($0) } }
    package func identifier(_ name: String) -> UInt64? { self[name].flatMap { UInt64($0) } }
    package func flag(_ name: String) -> Bool? { self[name].map(SQLText.isOn) }
}
