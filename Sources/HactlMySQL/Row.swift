/// One row, its cells by column name. Names are compared as MySQL does, without regard to case.
package struct Row: Hashable, Sendable {
    package let columns: [String]
    package let cells: [String?]

    package init(columns: [String], cells: [String?]) {
        self.columns = columns
        self.cells = cells
    }

    /// The cell as text; `nil` for NULL and for a column that isn't there (``ResultSet/has(_:)`` tells them apart).
    package subscript(column: String) -> String? {
        guard let index = columns.firstIndex(where: { $0.equalsIgnoringCase(column) }) else { return nil }
        return index < cells.count ? cells[index] : nil
    }

    /// The cell as a number; `nil` when it is NULL, absent or not a whole number.
    package func int(_ column: String) -> Int? { self[column].flatMap { Int($0) } }

    /// The cell as a switch, in the words servers use: 1/0, ON/OFF, YES/NO, TRUE/FALSE. `nil` for anything else, such
    /// as `Connecting` in `Slave_IO_Running`.
    package func bool(_ column: String) -> Bool? {
        switch self[column]?.lowercased() {
        case "1", "on", "yes", "true": true
        case "0", "off", "no", "false": false
        default: nil
        }
    }
}

extension String {
    /// ASCII only, which is all that column names of servers need; no folding of the whole string into a new one.
    func equalsIgnoringCase(_ other: String) -> Bool {
        utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0 == $1 || $0.isSameLetter(as: $1) }
    }
}

extension UInt8 {
    fileprivate func isSameLetter(as other: UInt8) -> Bool {
        self ^ other == 0x20 && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
