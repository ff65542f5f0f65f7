import HactlModel

/// A simulated server's binary log, where there are no GTIDs: its transactions in order, which nobody can tell apart from
/// outside. No two logs begin at the same number, so that a place in the wrong one shows.
package struct SimulatedLog: Equatable, Sendable {
    let owner: String
    let base: UInt64
    /// A restart begins a new file.
    var file = 1
    private(set) var transactions: [MySQLGTIDSet] = []

    init(of owner: String, from base: UInt64) {
        self.owner = owner
        self.base = base
    }

    var end: UInt64 { base + UInt64(transactions.count) }
    var place: TransactionSet { place(at: end) }

    mutating func append(_ transaction: MySQLGTIDSet) { transactions.append(transaction) }

    func place(at position: UInt64) -> TransactionSet {
        .file(log: owner, name: "binlog.00000\(file)", position: position)
    }

    func has(_ position: UInt64) -> Bool { (base...end).contains(position) }
    subscript(_ position: UInt64) -> MySQLGTIDSet { transactions[Int(position - base)] }
}

/// How far a simulated replica is in another one's log.
struct SimulatedCursor: Equatable, Sendable {
    let source: MemberName
    var read: UInt64
    var executed: UInt64
}
