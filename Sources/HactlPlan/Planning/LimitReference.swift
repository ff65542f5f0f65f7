import HactlModel

/// `limits.freeze` in a playbook: a limit that the inventory sets for the cluster.
package enum LimitReference {
    package static let names = ["limits.lag", "limits.freeze", "limits.long-transaction"]

    /// Reads a duration written out, or the limit it names; `nil` when it is neither.
    package static func duration(_ text: String, in scene: Scene) -> Duration? {
        let limits = scene.cluster.limits
        switch text {
        case "limits.lag": return limits.lag
        case "limits.freeze": return limits.freeze
        case "limits.long-transaction": return limits.longTransaction
        default: return Duration(reading: text)
        }
    }
}
