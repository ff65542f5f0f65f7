import HactlModel

/// How well something is, in the four words and numbers of monitoring plugins (Monitoring Plugins Development Guidelines).
package enum HealthStatus: Int32, Sendable, CaseIterable, Comparable {
    case ok = 0
    case warning = 1
    case critical = 2
    /// It could not be looked at.
    case unknown = 3

    package init(_ severity: Finding.Severity) {
        switch severity {
        case .note: self = .ok
        case .warning: self = .warning
        case .failure: self = .critical
        }
    }

    package var word: String {
        switch self {
        case .ok: "OK"
        case .warning: "WARNING"
        case .critical: "CRITICAL"
        case .unknown: "UNKNOWN"
        }
    }

    /// By how bad it is: what is critical is worse than what nobody knows.
    package static func < (left: HealthStatus, right: HealthStatus) -> Bool { left.rank < right.rank }

    private var rank: Int32 { self == .critical ? 4 : rawValue }
}
