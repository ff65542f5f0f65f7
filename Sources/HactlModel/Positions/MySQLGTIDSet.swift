/// A set of MySQL transactions: `gtid_executed`, `gtid_purged`, `Retrieved_Gtid_Set`.
///
/// It prints what the server prints. The manual: "UUIDs are in alphabetical order, and numeric intervals are merged and
/// in ascending order."
package struct MySQLGTIDSet: Hashable, Sendable, CodableAsText {
    /// No source has an empty value: equal sets are equal dictionaries.
    private let bySource: [GTIDSource: GTIDIntervals]

    package init() { bySource = [:] }

    package init(_ gtids: some Sequence<MySQLGTID>) {
        let groups = Dictionary(grouping: gtids, by: \.source)
        self.init(merging: groups.mapValues { $0.map { GTIDInterval($0.sequence, $0.sequence + 1) } })
    }

    /// The text of a server: spaces and newlines, either case, overlapping intervals and no text at all are fine.
    package init(parsing text: String) throws(PositionError) {
        self.init(merging: try MySQLGTIDSetReader.intervals(in: text))
    }

    private init(merging runs: [GTIDSource: [GTIDInterval]]) {
        self.init(dropping: runs.mapValues { GTIDIntervals($0) })
    }

    private init(dropping bySource: [GTIDSource: GTIDIntervals]) {
        self.bySource = bySource.filter { !$0.value.isEmpty }
    }

    package var isEmpty: Bool { bySource.isEmpty }

    /// How many transactions; `UInt64.max` when there are more.
    package var count: UInt64 {
        bySource.values.reduce(0) { sum, intervals in
            let (total, overflow) = sum.addingReportingOverflow(intervals.transactions)
            return overflow ? .max : total
        }
    }

    /// The servers that transactions came from, in the order they are printed.
    package var sources: [ServerUUID] { Set(bySource.keys.map(\.uuid)).sorted() }

    /// The servers and tags that transactions came from, in the order they are printed.
    package var taggedSources: [GTIDSource] { bySource.keys.sorted() }

    package func intervals(of source: GTIDSource) -> GTIDIntervals { bySource[source] ?? GTIDIntervals() }

    /// The transactions that came from one server, with any tag.
    package func restricted(to uuid: ServerUUID) -> MySQLGTIDSet {
        MySQLGTIDSet(dropping: bySource.filter { $0.key.uuid == uuid })
    }

    /// The transactions that came from any other server.
    package func excluding(_ uuid: ServerUUID) -> MySQLGTIDSet {
        MySQLGTIDSet(dropping: bySource.filter { $0.key.uuid != uuid })
    }

    /// The one transaction of a set of one.
    var only: MySQLGTID? {
        guard count == 1, let (source, runs) = bySource.first else { return nil }
        return runs.first.flatMap { MySQLGTID(source: source, sequence: $0.first) }
    }

    package func contains(_ gtid: MySQLGTID) -> Bool { intervals(of: gtid.source).contains(gtid.sequence) }
    package func contains(_ other: MySQLGTIDSet) -> Bool { other.isSubset(of: self) }

    /// `GTID_SUBSET(self, other)`.
    package func isSubset(of other: MySQLGTIDSet) -> Bool {
        bySource.allSatisfy { $0.value.isSubset(of: other.intervals(of: $0.key)) }
    }

    /// `GTID_SUBTRACT(self, other)`.
    package func subtracting(_ other: MySQLGTIDSet) -> MySQLGTIDSet {
        combined { $1.subtracting(other.intervals(of: $0)) }
    }

    package func intersection(_ other: MySQLGTIDSet) -> MySQLGTIDSet {
        combined { $1.intersection(other.intervals(of: $0)) }
    }

    package func union(_ other: MySQLGTIDSet) -> MySQLGTIDSet {
        var union = bySource
        // Mostly one side has nothing new: then nothing is copied.
        for (source, theirs) in other.bySource where union[source] != theirs {
            union[source] = union[source].map { $0.union(theirs) } ?? theirs
        }
        return MySQLGTIDSet(whole: union)
    }

    /// For intervals of which none is empty.
    private init(whole bySource: [GTIDSource: GTIDIntervals]) { self.bySource = bySource }

    private func combined(_ each: (GTIDSource, GTIDIntervals) -> GTIDIntervals) -> MySQLGTIDSet {
        let pairs = bySource.map { ($0.key, each($0.key, $0.value)) }
        return MySQLGTIDSet(dropping: Dictionary(uniqueKeysWithValues: pairs))
    }
}
