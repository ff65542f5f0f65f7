/// The transaction numbers of one source: ascending intervals with a gap between each two.
///
/// All of the algebra is one walk along both operands.
package struct GTIDIntervals: Hashable, Sendable, RandomAccessCollection {
    private var runs: [GTIDInterval] = []

    init() {}

    /// Intervals in any order, overlapping or adjacent. What the server prints is in order and is not sorted again.
    init(_ intervals: [GTIDInterval]) {
        let ordered = zip(intervals, intervals.dropFirst()).allSatisfy { $0.lower <= $1.lower }
        runs.reserveCapacity(intervals.count)
        for interval in ordered ? intervals : intervals.sorted(by: { $0.lower < $1.lower }) { append(interval) }
    }

    package var startIndex: Int { runs.startIndex }
    package var endIndex: Int { runs.endIndex }
    package subscript(position: Int) -> GTIDInterval { runs[position] }

    /// How many transactions, as opposed to `count` intervals. Can't overflow: numbers end at 2^63-1.
    package var transactions: UInt64 { runs.reduce(0) { $0 + $1.count } }

    /// Adds an interval that begins no earlier than the last one: the two melt when they touch.
    private mutating func append(_ next: GTIDInterval) {
        guard let last = runs.last, next.lower <= last.upper else { return runs.append(next) }
        runs[runs.endIndex - 1] = GTIDInterval(last.lower, Swift.max(last.upper, next.upper))
    }

    package func contains(_ sequence: UInt64) -> Bool {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].upper <= sequence { low = middle + 1 } else { high = middle }
        }
        return low < runs.count && runs[low].lower <= sequence
    }
}
