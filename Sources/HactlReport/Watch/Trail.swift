import HactlModel
import HactlPlan

/// State, verdict and lag of a cluster over time: the last points, the oldest of which makes room for the next one.
///
/// Memory: 10 bytes a point, and 4 for each member: 720 points of 3 members take 16 kB, those of 200 instances in clusters of 3 about
/// 1.1 MB in all. It is taken as the points come, and never grows beyond that.
package struct Trail: Equatable, Sendable {
    /// How many points are kept: at one each 5 s, 720 are an hour.
    package let capacity: Int
    private var moments: [Moment] = []
    private var states: [ClusterHealth.State] = []
    private var verdicts: [VerdictKind?] = []
    /// A column for each member, as long as the others; negative where nothing is known.
    private var lags: [MemberName: [Int32]] = [:]
    /// Where the oldest point stands once the ring is full.
    private var oldest = 0

    /// - Parameter capacity: at least 1; less counts as 1.
    package init(capacity: Int = 720) { self.capacity = max(1, capacity) }

    package var count: Int { moments.count }

    /// Later than all that is there; nobody looks whether it is.
    ///
    /// - Parameter lag: seconds by member; who is missing is not known.
    package mutating func append(
        at moment: Moment, _ state: ClusterHealth.State, verdict: VerdictKind? = nil, lag: [MemberName: Int]
    ) {
        for name in lag.keys where lags[name] == nil { lags[name] = Array(repeating: -1, count: count) }
        for name in lags.keys {
            lags[name, default: []].put(lag[name].map { Int32(clamping: max(0, $0)) } ?? -1, at: oldest, of: capacity)
        }
        states.put(state, at: oldest, of: capacity)
        verdicts.put(verdict, at: oldest, of: capacity)
        let wasFull = count == capacity
        moments.put(moment, at: oldest, of: capacity)
        if wasFull { oldest = (oldest + 1) % capacity }
    }

    /// What a status says.
    package mutating func append(_ status: ClusterStatus) {
        let known = status.members.compactMap { member in member.lag.map { (member.node.name, $0) } }
        append(
            at: status.observedAt, status.state, verdict: status.verdict?.verdict.kind,
            lag: Dictionary(known, uniquingKeysWith: max))
    }

    /// The oldest first.
    package var points: [Point] {
        order.map { index in
            Point(
                at: moments[index], state: states[index], verdict: verdicts[index],
                lag: lags.compactMapValues { $0[index] < 0 ? nil : Int($0[index]) })
        }
    }

    package struct Point: Equatable, Sendable {
        package var at: Moment
        package var state: ClusterHealth.State
        package var verdict: VerdictKind?
        /// Seconds; who is missing is not known.
        package var lag: [MemberName: Int]

        package init(at moment: Moment, state: ClusterHealth.State, verdict: VerdictKind?, lag: [MemberName: Int]) {
            at = moment
            self.state = state
            self.verdict = verdict
            self.lag = lag
        }
    }

    private var order: [Int] { (0..<count).map { (oldest + $0) % count } }
}

extension Trail {
    /// Columns of equal length, the oldest first: a page draws them so, and they are shorter than points. Times are milliseconds since
    /// 1970, lags seconds.
    package var json: JSON {
        [
            "at_ms": .list(order.map { .number(moments[$0].milliseconds) }),
            "state": .list(order.map { .text(states[$0].rawValue) }),
            "verdict": .list(order.map { .optional(verdicts[$0]?.rawValue) }),
            "lag_seconds": .object(
                Dictionary(
                    lags.map { name, column in
                        (name.text, .list(order.map { column[$0] < 0 ? .null : .number(Int64(column[$0])) }))
                    }, uniquingKeysWith: { $1 })),
        ]
    }
}

extension Array {
    fileprivate mutating func put(_ element: Element, at place: Int, of capacity: Int) {
        if count < capacity { append(element) } else { self[place] = element }
    }
}
