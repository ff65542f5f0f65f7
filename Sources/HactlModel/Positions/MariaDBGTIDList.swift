/// What MariaDB prints for a position, one GTID per domain (`gtid_binlog_pos`, `gtid_slave_pos`, `gtid_current_pos`),
/// or for `gtid_binlog_state`, "the last GTID ever logged to the binary log for every combination of `domain_id` and
/// `server_id`".
///
/// A position stands for all that came before it: "Within each stream, GTIDs always have the same order in every server
/// binlog", a stream being a domain. That holds as long as nobody writes to two servers at once: `errant(to:)` finds
/// who did.
package struct MariaDBGTIDList: Hashable, Sendable, CodableAsText {
    /// By domain. Within a domain by server, but last what was logged last: "For each domain_id, the last entry in
    /// `@@gtid_binlog_state` is the last GTID logged into binlog".
    package let gtids: [MariaDBGTID]

    package init() { gtids = [] }

    /// The text of a server: spaces, newlines and no text at all are fine.
    package init(parsing text: String) throws(PositionError) {
        var streams: [UInt32: [MariaDBGTID]] = [:]
        for piece in text.bytes.pieces(between: ",") where !piece.isEmpty {
            let gtid = try MariaDBGTID(reading: piece)
            let isRepeated = streams[gtid.domain]?.contains { $0.server == gtid.server } ?? false
            if isRepeated { throw PositionError(.onePerServer, found: text) }
            streams[gtid.domain, default: []].append(gtid)
        }
        gtids = streams.sorted { $0.key < $1.key }.flatMap { Self.ordered($0.value) }
    }

    /// Takes GTIDs that are in order already.
    private init(_ gtids: [MariaDBGTID]) { self.gtids = gtids }

    private static func ordered(_ stream: [MariaDBGTID]) -> [MariaDBGTID] {
        stream.dropLast().sorted { $0.server < $1.server } + stream.suffix(1)
    }

    package var isEmpty: Bool { gtids.isEmpty }

    /// In ascending order.
    package var domains: [UInt32] { latest.gtids.map(\.domain) }

    /// The last GTID of each domain: of a state, the position.
    package var latest: MariaDBGTIDList {
        let next = gtids.dropFirst().map { Optional($0.domain) } + [nil]
        return MariaDBGTIDList(zip(gtids, next).filter { $0.domain != $1 }.map(\.0))
    }

    /// The last GTID of one domain.
    package func latest(in domain: UInt32) -> MariaDBGTID? { gtids.last { $0.domain == domain } }

    /// The last transaction of one server in one domain, when it is known.
    package func sequence(of server: UInt32, in domain: UInt32) -> UInt64? {
        gtids.first { ($0.domain, $0.server) == (domain, server) }?.sequence
    }

    /// Whether a server at this position has all that a server at the other one has: in every domain the sequence is
    /// as great or greater. The same sequence from two servers is two transactions: neither covers the other.
    package func covers(_ other: MariaDBGTIDList) -> Bool { other.ahead(of: self).isEmpty }

    /// The GTIDs of this list that the other does not reach.
    ///
    /// This is where the two end, not what lies between: `0-1-100` ahead of `0-1-90` is `0-1-100`.
    package func ahead(of other: MariaDBGTIDList) -> MariaDBGTIDList {
        MariaDBGTIDList(gtids.filter { !other.reaches($0) })
    }

    /// One server's sequences only grow; those of a domain grow too, whichever server logged them.
    private func reaches(_ gtid: MariaDBGTID) -> Bool {
        let own = sequence(of: gtid.server, in: gtid.domain).map { $0 >= gtid.sequence } ?? false
        return own || latest(in: gtid.domain).map { $0.sequence > gtid.sequence } ?? false
    }

    /// Domains that end with the same sequence from different servers: two histories.
    package func parted(from other: MariaDBGTIDList) -> [UInt32] {
        latest.gtids.filter { mine in
            other.latest(in: mine.domain).map { $0.sequence == mine.sequence && $0.server != mine.server } ?? false
        }.map(\.domain)
    }

    /// The GTIDs of this `gtid_binlog_state` that the other does not know: for their domain and server it has a lower
    /// sequence, or none.
    ///
    /// Of a replica's state against its primary's, read in this order, these never came through the primary. Two
    /// things to know: a replica that does not log what it applies (`log_slave_updates=OFF`) shows only its own; and a
    /// primary that began from a backup knows nothing of the servers before it unless its state was set.
    package func errant(to other: MariaDBGTIDList) -> MariaDBGTIDList {
        MariaDBGTIDList(
            gtids.filter { gtid in
                other.sequence(of: gtid.server, in: gtid.domain).map { $0 < gtid.sequence } ?? true
            })
    }

    package func only(server: UInt64) -> MariaDBGTIDList {
        MariaDBGTIDList(gtids.filter { UInt64($0.server) == server })
    }
    package func without(server: UInt64) -> MariaDBGTIDList {
        MariaDBGTIDList(gtids.filter { UInt64($0.server) != server })
    }

    package var description: String { gtids.map(\.description).joined(separator: ",") }

    /// For a line of a plan: at most four GTIDs.
    package var brief: String {
        guard !isEmpty else { return "nothing" }
        let more = gtids.count > 4 ? ["and \(gtids.count - 4) more"] : []
        return (gtids.prefix(4).map(\.description) + more).joined(separator: ", ")
    }
}
