import HactlModel

/// One event of a binary log, as far as its header goes: version 4, that of every server since MySQL 5.0 (MySQL Internals, "Binlog
/// Event Header").
struct BinlogEvent {
    static let headerSize = 19

    let type: UInt8
    let serverID: UInt32
    /// After the header; a checksum at the end belongs to it.
    let body: ArraySlice<UInt8>
    /// Where the next one begins.
    let end: Int

    /// The event that begins at an index; `nil` where the bytes end within it, or are no event.
    init?(at start: Int, in bytes: [UInt8]) {
        guard start + Self.headerSize <= bytes.count else { return nil }
        let size = Int(bytes.littleEndian(at: start + 9, bytes: 4))
        guard size >= Self.headerSize, start + size <= bytes.count else { return nil }
        type = bytes[start + 4]
        serverID = UInt32(bytes.littleEndian(at: start + 5, bytes: 4))
        end = start + size
        body = bytes[start + Self.headerSize..<end]
    }

    enum Kind {
        case query, transactionEnd, payload, gtid, anonymous, tagged, mariadbGTID, encryption, other
    }

    /// `Log_event_type` of both servers' sources: `libs/mysql/binlog/event/binlog_event.h`, `sql/log_event.h`.
    var kind: Kind {
        switch type {
        case 2: .query
        case 16, 38: .transactionEnd
        case 33: .gtid
        case 34: .anonymous
        case 40: .payload
        case 42: .tagged
        case 162: .mariadbGTID
        case 164: .encryption
        default: .other
        }
    }
}

extension [UInt8] {
    /// A number of up to eight bytes, least significant first.
    fileprivate func littleEndian(at start: Int, bytes count: Int) -> UInt64 {
        self[start..<start + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension ArraySlice<UInt8> {
    /// The same within a body, counted from its beginning; `nil` where it is too short.
    func littleEndian(at offset: Int, bytes count: Int) -> UInt64? {
        guard offset + count <= self.count else { return nil }
        let start = startIndex + offset
        return self[start..<start + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
