/// A file of a server's binary log.
package struct BinlogFile: Hashable, Sendable, Codable {
    package var name: String
    package var bytes: Int64

    package init(_ name: String, bytes: Int64) {
        self.name = name
        self.bytes = bytes
    }
}

/// When a server drops files of its binary log by itself; `nil` where it doesn't for that reason.
package struct BinlogRetention: Hashable, Sendable, Codable {
    /// Files that are older.
    package var age: Duration?
    /// The oldest files, while all of them together are larger.
    package var bytes: Int64?

    package init(age: Duration? = nil, bytes: Int64? = nil) {
        self.age = age
        self.bytes = bytes
    }
}
