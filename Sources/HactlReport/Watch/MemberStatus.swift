import HactlModel

/// A member in the picture of a watched cluster.
package struct MemberStatus: Equatable, Sendable {
    package var node: TopologyNode
    /// Seconds behind its source, by its slowest channel; `nil` where it follows nobody, or nobody knows.
    package var lag: Int?

    package init(_ node: TopologyNode, lag: Int?) {
        self.node = node
        self.lag = lag
    }
}
