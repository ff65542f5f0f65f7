/// The rows of one statement's answer, as the text protocol brings them: what a door hands in.
package struct SQLTable: Equatable, Sendable {
    package var columns: [String]
    package var rows: [[String?]]

    package init(columns: [String] = [], rows: [[String?]] = []) {
        self.columns = columns
        self.rows = rows
    }

    package var records: [SQLRow] {
        let names = columns.map { $0.lowercased() }
        return rows.map { SQLRow(names: names, cells: $0) }
    }
}
