import HactlModel

/// A privilege, whichever way it is written: servers do it with a space or an underscore, and under older names.
struct PrivilegeName: Hashable, Sendable {
    let written: String
    private let words: String

    init(_ written: Substring.UTF8View) {
        self.written = written.trimmed.text
        var bytes: [UInt8] = []
        for word in written.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "_") }) {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
            bytes += word.lazy.map(\.uppered)
        }
        let words = String(decoding: bytes, as: UTF8.self)
        self.words = Self.current[words] ?? words
    }

    private static let current = [
        "REPLICATION CLIENT": "BINLOG MONITOR", "REPLICA MONITOR": "SLAVE MONITOR",
        "REPLICATION REPLICA ADMIN": "REPLICATION SLAVE ADMIN",
    ]

    static func == (left: Self, right: Self) -> Bool { left.words == right.words }
    func hash(into hasher: inout Hasher) { hasher.combine(words) }
}

extension PrivilegeName: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(text.bytes) }
}
