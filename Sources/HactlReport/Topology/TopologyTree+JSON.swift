import HactlModel

extension TopologyTree {
    package var json: JSON {
        ["cluster": .text(cluster), "members": .list(nodes.map(\.json)), "proxies": .list(routes.map(\.json))]
    }
}

extension TopologyNode {
    var json: JSON {
        [
            "name": .text(name.text), "port": .number(Int64(port)),
            "source": .optional(source?.text ?? outsideSource?.description),
            "writable": unreachable == nil ? .flag(isWritable) : .null,
            "replicating": unreachable == nil ? .flag(isReplicating) : .null,
            "holds_endpoint": .flag(holdsEndpoint), "serves_reads": .list(servesReads.map(JSON.text)),
            "tokens": .list(tokens.map(JSON.text)),
            "unreachable": .optional(unreachableBecause),
        ]
    }
}
