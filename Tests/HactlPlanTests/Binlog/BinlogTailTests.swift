import HactlModel
import Testing

@testable import HactlPlan

struct BinlogTailTests {
    /// Behind the magic number.
    private let mysql = Array(RecordedLogs.mysql.dropFirst(4))
    private let mariadb = Array(RecordedLogs.mariadb.dropFirst(4))

    @Test func mysqlTransactionsAreNamed() throws {
        let tail = BinlogTail(reading: mysql)
        #expect(tail.mysql == (try MySQLGTIDSet(parsing: "23327f4d-e59b-11f1-b1a2-02770000000b:1-18")))
        #expect(tail.unnamed == 0 && !tail.isTorn && !tail.isEncrypted)
    }

    @Test func mariadbTransactionsAreNamed() {
        let tail = BinlogTail(reading: mariadb)
        #expect(tail.mariadb.map(\.description) == (1...16).map { "0-1-\($0)" })
        #expect(tail.unnamed == 0 && !tail.isTorn && !tail.isEncrypted)
    }

    /// A crash can cut a log anywhere: what is whole is found, and what is not is never called whole.
    @Test func aTornLogHasWhatIsWhole() {
        for bytes in [mysql, mariadb] {
            var most = 0
            for end in bytes.indices {
                let tail = BinlogTail(reading: Array(bytes.prefix(end)))
                let count = Int(tail.mysql.count) + tail.mariadb.count
                #expect(count >= most && count <= 18, "cut after \(end) bytes")
                most = count
            }
        }
    }

    @Test func aTransactionWithoutItsEndIsTorn() {
        let ends = boundaries(of: mysql)
        let last = mysql.prefix(ends[ends.count - 2])
        let tail = BinlogTail(reading: Array(last))
        #expect(tail.isTorn && tail.mysql.count == 17)
    }

    /// Where a receiver stood when its source died.
    @Test func aTransactionInWhoseMiddleItBeginsCounts() throws {
        for bytes in [mysql, mariadb] {
            let starts = [0] + boundaries(of: bytes)
            let commit = try #require(
                starts.lastIndex { BinlogEvent(at: $0, in: bytes)?.kind == .transactionEnd })
            let rest = Array(bytes[starts[commit - 1]..<starts[commit + 1]])
            let tail = BinlogTail(reading: rest)
            #expect(tail.unnamed == 1 && tail.mysql.isEmpty && tail.mariadb.isEmpty && !tail.isTorn)
        }
    }

    @Test func whatIsNoLogIsTorn() {
        #expect(BinlogTail(reading: Array("no log at all, and long enough for a header".utf8)).isTorn)
        #expect(!BinlogTail(reading: []).isTorn)
    }

    private func boundaries(of bytes: [UInt8]) -> [Int] {
        var ends: [Int] = []
        while let event = BinlogEvent(at: ends.last ?? 0, in: bytes) { ends.append(event.end) }
        return ends
    }
}
