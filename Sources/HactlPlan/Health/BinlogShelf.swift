import HactlModel

/// The files of a binary log, and when the server drops the oldest.
struct BinlogShelf {
    let retention: BinlogRetention
    private let files: [(name: BinlogFileName, bytes: Int64)]

    /// - Parameter files: oldest first; those whose names are no such names are left out.
    init(_ files: [BinlogFile], keeping retention: BinlogRetention) {
        self.retention = retention
        self.files = files.compactMap { file in
            (try? BinlogFileName(parsing: file.name)).map { ($0, file.bytes) }
        }
    }

    /// A log with so few files says nothing of how old they are.
    private static let many = 4

    /// Why a file may be gone soon, or is; `nil` where nothing says so.
    func danger(to file: BinlogFileName) -> BinlogDanger? {
        guard let first = files.first, first.name.base == file.base else { return nil }
        if file.number < first.name.number { return .gone }
        guard let place = files.firstIndex(where: { $0.name.number == file.number }) else { return nil }
        let bytes = files[place...].reduce(0) { $0 + $1.bytes }
        if let limit = retention.bytes, bytes >= limit / 5 * 4 { return .large(bytes, of: limit) }
        return retention.age != nil && place <= 1 && files.count >= Self.many ? .oldest(of: files.count) : nil
    }
}

/// What threatens a file of a binary log that somebody needs.
enum BinlogDanger: Equatable {
    case gone
    /// It and what came after it, in bytes, of those that may be kept.
    case large(Int64, of: Int64)
    /// It is among the first two of so many.
    case oldest(of: Int)
    /// How far behind whoever needs it is, and how old files may become.
    case old(Duration, of: Duration)

    var severity: Finding.Severity { self == .gone ? .failure : .warning }

    /// Goes on after the replica's name.
    func clause(_ primary: MemberName, _ file: BinlogFileName) -> String {
        switch self {
        case .gone: "needs \(file) of \(primary), which is dropped: it can't catch up any more"
        case .large(let bytes, let limit):
            "needs \(file) of \(primary): from there on the log has \(bytes.bytesInWords), and \(limit.bytesInWords) are kept"
        case .oldest(let count):
            "needs \(file) of \(primary), which is among the oldest two of \(count): it will be dropped soon"
        case .old(let lag, let age): "is \(lag.words) behind, and \(primary) drops its log after \(age.words)"
        }
    }

    func remedy(_ name: MemberName, _ primary: MemberName) -> String {
        if self == .gone { return "Rebuild \(name): hactl plan rebuild --to \(name)." }
        return
            "Start the receiver of \(name) again before it happens. To gain time, let \(primary) keep more: binlog_expire_logs_seconds, "
            + "and the limit of size where there is one."
    }
}
