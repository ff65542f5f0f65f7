extension Duration {
    /// Whole milliseconds, rounded towards zero.
    package var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// Seconds with a fraction, for servers that take them so.
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    /// As an operator would write it: `250ms`, `2s`, `1.5s`, `15m`, `1h`.
    package var words: String {
        let milliseconds = milliseconds
        switch milliseconds {
        case ..<1000: return "\(milliseconds)ms"
        case ..<60_000 where milliseconds % 1000 == 0: return "\(milliseconds / 1000)s"
        case ..<60_000: return "\(milliseconds / 1000).\(milliseconds % 1000 / 100)s"
        case _ where milliseconds % 3_600_000 == 0: return "\(milliseconds / 3_600_000)h"
        case _ where milliseconds % 60_000 == 0: return "\(milliseconds / 60_000)m"
        default: return "\(milliseconds / 60_000)m\(milliseconds % 60_000 / 1000)s"
        }
    }
}
