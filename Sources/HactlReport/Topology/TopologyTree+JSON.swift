import HactlModel

extension TopologyTree {
    package var json: JSON {
        ["cluster": .text(cluster), "members": .list(nodes.map(json)), "proxies": .list(routes.map(\.json))]
    }

    private func json(_ node: TopologyNode) -> JSON {
        [
            "name": .text(node.name.text), "port": .number(Int64(node.port)),
            "source": .optional(node.source?.text ?? node.outsideSource?.description),
            "writable": node.unreachable == nil ? .flag(node.isWritable) : .null,
            "replicating": node.unreachable == nil ? .flag(node.isReplicating) : .null,
            "holds_endpoint": .flag(node.holdsEndpoint), "serves_reads": .list(node.servesReads.map(JSON.text)),
            "tokens": .list(node.tokens.map(JSON.text)),
            "unreachable": .optional(node.unreachableBecause),
        ]
    }
}
