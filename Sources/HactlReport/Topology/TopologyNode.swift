import HactlModel

/// A member in the picture of a cluster.
package struct TopologyNode: Equatable, Sendable {
    package var name: MemberName
    package var port: Int
    /// The member it follows.
    package var source: MemberName?
    /// Whom it follows when that is no member of the cluster.
    package var outsideSource: InstanceAddress?
    package var isWritable: Bool
    /// Whether its replication runs; a server that follows nobody has none that could be broken.
    package var isReplicating: Bool
    package var holdsEndpoint: Bool
    /// The readers' addresses that it carries.
    package var servesReads: [String] = []
    /// Orchestrator's words: lag, status, version, `rw` or `ro`, and so on.
    package var tokens: [String]
    /// Why it could not be seen, in a word or two.
    package var unreachable: String?
    /// The same with what the library or the server said.
    package var unreachableBecause: String?

    /// `db1:3306`
    package var title: String { "\(name):\(port)" }

    /// `[0s,ok,9.7.4,rw,ROW,>>,GTID] vip`
    var description: String {
        let words = unreachable.map { "[unreachable: \($0)]" } ?? "[\(tokens.joined(separator: ","))]"
        return words + (outsideSource.map { " follows \($0)" } ?? "") + (holdsEndpoint ? " vip" : "")
            + (servesReads.isEmpty ? "" : " reads:\(servesReads.joined(separator: ","))")
    }
}
