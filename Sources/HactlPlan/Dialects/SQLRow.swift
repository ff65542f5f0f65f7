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
        let sought = name.lowercased()
        guard let index = names.firstIndex(of: sought), index < cells.count else { return nil }
        return cells[index]
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
