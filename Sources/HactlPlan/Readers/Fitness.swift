import HactlModel

/// How fit a member is to serve reads, fittest first.
package enum Fitness: Hashable, Sendable {
    /// Its lag in seconds; `nil` for a primary, which has none.
    case fit(lag: Int?)
    /// It is well, and was not a while ago.
    case recovering(since: Duration)
    /// The primary, where it serves reads only while no replica can.
    case reserve
    /// It replicates, and what it shows is old: seconds.
    case late(Int)
    case unfit(because: String)
    /// It may be well, and is not to serve reads.
    case excluded(because: String)

    /// Members of an equal rank share the addresses; those of a worse one get none as long as there is a better.
    var rank: Int {
        switch self {
        case .fit: 0
        case .recovering: Self.recovered
        case .reserve: 2
        case .late: 3
        case .unfit, .excluded: Self.hopeless
        }
    }

    static let recovered = 1
    static let hopeless = 4

    package var canServe: Bool { rank < Self.hopeless }

    /// Whether the member is to be given time before it is trusted again.
    package var isIll: Bool {
        switch self {
        case .late, .unfit: true
        case .fit, .recovering, .reserve, .excluded: false
        }
    }

    /// Completes a member's name: `is fit to serve reads: lag 0s`.
    package var clause: String {
        switch self {
        case .fit(let lag): "is fit to serve reads" + (lag.map { ": lag \($0)s" } ?? ": it is the primary")
        case .recovering(let since): "is well again, and was not \(since.words) ago"
        case .reserve: "is the primary: it serves reads only while no replica can"
        case .late(let lag): "lags \(lag)s"
        case .excluded(let reason): "serves no reads: \(reason)"
        case .unfit(let reason): "can't serve reads: \(reason)"
        }
    }
}
