/// Whether a watch acts on a cluster, or only looks at it.
package enum Stand: Equatable, Sendable {
    /// It acts; no other watch is meant to be there.
    case alone
    /// It acts; others stand by.
    case leading
    /// Another one acts, `monitor2 (pid 812)`.
    case standingBy(leader: String)
    /// It does not know what the cluster is like, or who leads; a clause.
    case cutOff(reason: String)
    /// It never acts here; a clause, such as "its policy names nothing that may be done unattended".
    case lookingOnly(because: String)

    package var acts: Bool { self == .alone || self == .leading }

    /// Whether people should be told: that it is cut off still, for a reason in other words, is none.
    package func isNews(after former: Stand?) -> Bool {
        if case .cutOff = self, case .cutOff? = former { return false }
        return self != former
    }

    /// One word for programs.
    package var name: String {
        switch self {
        case .alone: "alone"
        case .leading: "leading"
        case .standingBy: "standing_by"
        case .cutOff: "cut_off"
        case .lookingOnly: "looking_only"
        }
    }

    /// A sentence without a full stop.
    package var words: String {
        switch self {
        case .alone: "this watch acts here"
        case .leading: "this watch leads, others stand by"
        case .standingBy(let leader): "stands by: \(leader) leads"
        case .cutOff(let reason): "cut off: \(reason)"
        case .lookingOnly(let reason): "only looks: \(reason)"
        }
    }
}
