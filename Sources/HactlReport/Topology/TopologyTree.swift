import HactlModel

/// Who follows whom, drawn as orchestrator draws it: its users read it fluently.
package struct TopologyTree: Equatable, Sendable {
    package var cluster: String
    /// In the order of the inventory.
    package var nodes: [TopologyNode]
    package var routes: [TopologyRoute]

    /// - Parameter errant: members that have transactions of their own.
    package init(of cluster: Cluster, seen facts: Facts, errant: Set<MemberName> = []) {
        self.cluster = cluster.name
        nodes = cluster.members.map {
            TopologyNode($0, in: cluster, seen: facts, isErrant: errant.contains($0.name))
        }
        routes = cluster.proxies.map { TopologyRoute($0, in: cluster, seen: facts) }
    }

    package func text(_ style: Style = .plain) -> String { lines(style, isAligned: true).joined(separator: "\n") }

    /// - Parameter isAligned: whether the brackets stand below each other.
    func lines(_ style: Style, isAligned: Bool) -> [String] {
        let drawn = roots.flatMap { branch(of: $0, depth: 0) }
        let width = isAligned ? drawn.map(\.label.width).max() ?? 0 : 0
        return drawn.map { $0.label.filled(to: width) + " " + painted($0.node, style) + partner(of: $0.node) }
            + routes.map { painted($0, style) }
    }

    /// Whom a writer follows although it is drawn as the root: they follow each other.
    private func partner(of node: TopologyNode) -> String {
        guard node.isWritable, let source = node.source, nodes.first(where: { $0.name == source })?.source == node.name
        else { return "" }
        return " <-> \(source)"
    }

    private func painted(_ route: TopologyRoute, _ style: Style) -> String {
        if route.unreachable != nil { return style.paint(route.description, .red) }
        let isOdd = route.forgets || route.leading.count != 1 || !route.flaws.isEmpty
        return isOdd ? style.paint(route.description, .yellow) : route.description
    }

    private func painted(_ node: TopologyNode, _ style: Style) -> String {
        if node.unreachable != nil { return style.paint(node.description, .red) }
        if !node.isReplicating { return style.paint(node.description, .yellow) }
        return node.isWritable ? style.paint(node.description, .bold) : node.description
    }

    /// Members nobody in the cluster feeds. What can't be seen and feeds nobody is drawn below the first root, as
    /// orchestrator would. In a ring there is no root: the writer is as good as one.
    var roots: [TopologyNode] {
        let free = nodes.filter { $0.source == nil }
        let shown = free.filter { $0.unreachable == nil || !replicas(of: $0).isEmpty }
        if let first = shown.first { return shown.filter { $0 == first || !isLost($0) } }
        return free.isEmpty ? Array(nodes.sorted { $0.isWritable && !$1.isWritable }.prefix(1)) : free
    }

    private func isLost(_ node: TopologyNode) -> Bool {
        node.source == nil && node.unreachable != nil && replicas(of: node).isEmpty
    }

    func replicas(of node: TopologyNode) -> [TopologyNode] { nodes.filter { $0.source == node.name } }

    private func branch(
        of node: TopologyNode, depth: Int, above: [MemberName] = []
    ) -> [(label: String, node: TopologyNode)] {
        if above.contains(node.name) { return [] }
        var below = replicas(of: node)
        if depth == 0, node == roots.first { below += nodes.filter { isLost($0) && !roots.contains($0) } }
        return [(prefix(of: node, depth) + node.title, node)]
            + below.flatMap { branch(of: $0, depth: depth + 1, above: above + [node.name]) }
    }

    private func prefix(of node: TopologyNode, _ depth: Int) -> String {
        guard depth > 0 else { return "" }
        return String(repeating: " ", count: (depth - 1) * 2) + (node.isReplicating ? "+ " : "- ")
    }
}
