/// Texts below each other, every column as wide as its widest cell. The last column is not filled up.
enum Columns {
    static func lines(_ rows: [[String]], gap: String = "  ") -> [String] {
        let widths = widths(of: rows)
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell.filled(to: widths[column])
            }
            return cells.joined(separator: gap).withoutTrailingSpaces
        }
    }

    private static func widths(of rows: [[String]]) -> [Int] {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.width)
            }
        }
        return widths
    }
}

extension String {
    /// Characters on a screen: colour codes take no room.
    var width: Int {
        var width = 0
        var isInCode = false
        for character in self {
            if character == "\u{1B}" { isInCode = true }
            if !isInCode { width += 1 }
            if isInCode, character == "m" { isInCode = false }
        }
        return width
    }

    func filled(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - self.width)) }

    var withoutTrailingSpaces: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    func indented(by spaces: Int) -> String { isEmpty ? "" : String(repeating: " ", count: spaces) + self }
}
