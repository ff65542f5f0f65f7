/// The name of a binary log file: `binlog.000042`. The manual: the server "appends a numeric extension to the binary
/// log base name", and "the number increases each time the server creates a new log file".
///
/// The number is compared as a number: after `binlog.999999` comes `binlog.1000000`, which sorts before it as text.
package struct BinlogFileName: Hashable, Sendable, CustomStringConvertible {
    package let base: String
    package let number: UInt64
    package let description: String

    package init(parsing text: String) throws(PositionError) {
        let bytes = text.bytes.trimmed
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > bytes.startIndex,
            let number = bytes[bytes.index(after: dot)...].decimal
        else { throw PositionError(.binlogFile, found: text) }
        self.number = number
        base = bytes[..<dot].text
        description = bytes.text
    }
}
