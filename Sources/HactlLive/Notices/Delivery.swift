import HactlModel

/// How an attempt to tell somebody ended.
package enum Delivery: Hashable, Sendable {
    case arrived
    /// It may go well later.
    ///
    /// - Parameter after: how long the receiver asks to be left alone (`Retry-After`).
    case later(because: String, after: Duration? = nil)
    /// It would not go better another time.
    case never(because: String)

    /// Why nobody was told; `nil` where somebody was.
    package var reason: String? {
        switch self {
        case .arrived: nil
        case .later(let reason, _), .never(let reason): reason
        }
    }
}
