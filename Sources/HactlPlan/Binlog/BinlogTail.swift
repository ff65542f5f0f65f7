import HactlModel

/// The transactions in the last piece of a binary log, also the one in whose middle it begins. It has to begin where an event does.
struct BinlogTail: Equatable, Sendable {
    /// Whole transactions that name themselves.
    private(set) var mysql = MySQLGTIDSet()
    private(set) var mariadb: [MariaDBGTID] = []
    /// Whole transactions without a GTID, or with one that has a tag.
    private(set) var unnamed = 0
    /// A crash can tear the last one: no server would have it after its recovery.
    private(set) var isTorn = false
    /// It can't be read from here on.
    private(set) var isEncrypted = false
    private var open: Opening?

    init(reading bytes: [UInt8]) {
        var place = 0
        while !isEncrypted, let event = BinlogEvent(at: place, in: bytes) {
            read(event)
            place = event.end
        }
        isTorn = place < bytes.count || open?.isWhole == false
        if open?.isWhole == true { close() }
        open = nil
    }

    private enum Name: Equatable {
        case mysql(MySQLGTID)
        case mariadb(MariaDBGTID)
        case none
    }

    /// A transaction whose end has not come.
    private struct Opening: Equatable {
        var name: Name
        /// Whether a statement right behind the GTID may be all of it.
        var mayBeOneStatement = true
        var isWhole = false
    }

    private mutating func read(_ event: BinlogEvent) {
        switch event.kind {
        case .gtid: begin(Opening(name: Self.mysqlName(event)))
        case .mariadbGTID: begin(Opening(name: Self.mariadbName(event), mayBeOneStatement: event.standsAlone))
        case .anonymous, .tagged: begin(Opening(name: .none))
        case .query:
            if open?.mayBeOneStatement == true, !event.isBeginning { open?.isWhole = true }
            open?.mayBeOneStatement = false
        case .transactionEnd, .payload:
            // It began before this piece.
            if open == nil { unnamed += 1 }
            open?.isWhole = true
        case .encryption: isEncrypted = true
        case .other: break
        }
    }

    /// Where the next one begins, the last one has ended.
    private mutating func begin(_ next: Opening) {
        close()
        open = next
    }

    private mutating func close() {
        switch open?.name {
        case .mysql(let gtid)?: mysql = mysql.union(MySQLGTIDSet([gtid]))
        case .mariadb(let gtid)?: mariadb.append(gtid)
        case Name.none?: unnamed += 1
        case nil: break
        }
    }

    /// Flags, the server's UUID in 16 bytes, the number in 8.
    private static func mysqlName(_ event: BinlogEvent) -> Name {
        guard let number = event.body.littleEndian(at: 17, bytes: 8),
            let uuid = uuid(event.body.dropFirst().prefix(16)),
            let gtid = MySQLGTID(source: GTIDSource(uuid: uuid), sequence: number)
        else { return .none }
        return .mysql(gtid)
    }

    private static func uuid(_ bytes: ArraySlice<UInt8>) -> ServerUUID? {
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        let text = digits.enumerated().map { [4, 6, 8, 10].contains($0.offset) ? "-" + $0.element : $0.element }
        return try? ServerUUID(parsing: text.joined())
    }

    /// The number in 8 bytes, the domain in 4; the server stands in the header.
    private static func mariadbName(_ event: BinlogEvent) -> Name {
        guard let number = event.body.littleEndian(at: 0, bytes: 8),
            let domain = event.body.littleEndian(at: 8, bytes: 4)
        else { return .none }
        return .mariadb(
            MariaDBGTID(domain: UInt32(truncatingIfNeeded: domain), server: event.serverID, sequence: number))
    }
}

extension BinlogEvent {
    /// Whether a statement opens a transaction instead of being one: the text stands last, a checksum behind it perhaps.
    fileprivate var isBeginning: Bool {
        let word = Array("BEGIN".utf8)
        return body.suffix(word.count).elementsEqual(word) || body.dropLast(4).suffix(word.count).elementsEqual(word)
    }

    /// MariaDB's `FL_STANDALONE`: no end of its own follows (`Gtid_log_event::flags2`).
    fileprivate var standsAlone: Bool { body.littleEndian(at: 12, bytes: 1).map { $0 & 1 == 1 } ?? false }
}
