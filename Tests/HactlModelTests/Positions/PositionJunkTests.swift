import HactlModel
import Testing

/// Whatever a server, a proxy or a half-written file says: an error or a value that reads back, and never a crash.
@Suite struct PositionJunkTests {
    static let crumbs = [
        "3e11fa47-71ca-11e1-9e33-c80aa9429562", ":", "-", ",", "1", "0", "9223372036854775807", "18446744073709551616",
        "tag", "_", "\n", "\r\n", " ", "\0", "é", "🐬", "e\u{301}", "A", ".", "binlog.", "NULL", "\u{FEFF}", "+",
    ]

    @Test func junkIsAnErrorOrAValue() {
        for seed in UInt64(1)...2000 {
            var generator = SeededGenerator(seed: seed)
            let length = Int.random(in: 0...12, using: &generator)
            let text = (0..<length).compactMap { _ in Self.crumbs.randomElement(using: &generator) }.joined()
            readAll(text, "seed \(seed)")
        }
    }

    private func readAll(_ text: String, _ seed: Comment) {
        readsBack(MySQLGTIDSet.self, text, seed)
        readsBack(MySQLGTID.self, text, seed)
        readsBack(MariaDBGTIDList.self, text, seed)
        readsBack(MariaDBGTID.self, text, seed)
        readsBack(ServerUUID.self, text, seed)
        readsBack(GTIDTag.self, text, seed)
        _ = TransactionSet.file(name: text, position: .max).contains(.file(name: "binlog.000001", position: 4))
    }

    private func readsBack<Value: CodableAsText & Equatable>(_: Value.Type, _ text: String, _ seed: Comment) {
        guard let value = try? Value(parsing: text) else { return }
        #expect((try? Value(parsing: value.description)) == value, seed)
    }
}
