import CMySQL

extension ResultSet {
    /// Copies a stored result: each cell once, into its string.
    init(reading result: UnsafeMutablePointer<MYSQL_RES>) {
        let width = Int(mysql_num_fields(result))
        self.init(columns: Self.names(of: result, width: width), affected: UInt64(mysql_num_rows(result)))
        rows.reserveCapacity(Int(mysql_num_rows(result)))
        while let row = mysql_fetch_row(result), let lengths = mysql_fetch_lengths(result) {
            rows.append((0..<width).map { Self.cell(row[$0], length: Int(lengths[$0])) })
        }
    }

    private static func names(of result: UnsafeMutablePointer<MYSQL_RES>, width: Int) -> [String] {
        guard let fields = mysql_fetch_fields(result) else { return [] }
        return (0..<width).map { fields[$0].name.map { String(cString: $0) } ?? "" }
    }

    /// By length, because a cell may hold NUL bytes.
    private static func cell(_ start: UnsafeMutablePointer<CChar>?, length: Int) -> String? {
        guard let start else { return nil }
        return String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
    }
}
