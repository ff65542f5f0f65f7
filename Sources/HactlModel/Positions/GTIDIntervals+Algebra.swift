extension GTIDIntervals {
    func union(_ other: GTIDIntervals) -> GTIDIntervals {
        var (mine, theirs) = (self[...], other[...])
        var merged: [GTIDInterval] = []
        merged.reserveCapacity(count + other.count)
        while let left = mine.first, let right = theirs.first {
            merged.append(left.lower <= right.lower ? mine.removeFirst() : theirs.removeFirst())
        }
        return GTIDIntervals(merged + mine + theirs)
    }

    func intersection(_ other: GTIDIntervals) -> GTIDIntervals {
        var (mine, theirs) = (self[...], other[...])
        var common: [GTIDInterval] = []
        while let left = mine.first, let right = theirs.first {
            let (lower, upper) = (Swift.max(left.lower, right.lower), Swift.min(left.upper, right.upper))
            if lower < upper { common.append(GTIDInterval(lower, upper)) }
            if left.upper <= right.upper { mine.removeFirst() } else { theirs.removeFirst() }
        }
        return GTIDIntervals(common)
    }

    func subtracting(_ other: GTIDIntervals) -> GTIDIntervals {
        var rest: [GTIDInterval] = []
        var theirs = other[...]
        for interval in self {
            theirs = theirs.drop { $0.upper <= interval.lower }
            rest += Self.pieces(of: interval, outside: &theirs)
        }
        return GTIDIntervals(rest)
    }

    /// What the holes leave of one interval. A hole that reaches past its end stays for the next interval.
    private static func pieces(of interval: GTIDInterval, outside holes: inout SubSequence) -> [GTIDInterval] {
        var pieces: [GTIDInterval] = []
        var lower = interval.lower
        while let hole = holes.first, hole.lower < interval.upper {
            if lower < hole.lower { pieces.append(GTIDInterval(lower, hole.lower)) }
            lower = hole.upper
            if lower >= interval.upper { return pieces }
            holes.removeFirst()
        }
        return pieces + [GTIDInterval(lower, interval.upper)]
    }

    /// Every interval lies in one of the other's: those have gaps between them.
    func isSubset(of other: GTIDIntervals) -> Bool {
        var theirs = other[...]
        return allSatisfy { interval in
            theirs = theirs.drop { $0.upper < interval.upper }
            return theirs.first.map { $0.lower <= interval.lower } ?? false
        }
    }
}
