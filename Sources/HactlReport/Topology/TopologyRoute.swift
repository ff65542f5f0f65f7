import HactlModel
import HactlPlan

/// A proxy in the picture of a cluster.
package struct TopologyRoute: Equatable, Sendable {
    package var name: ProxyName
    /// Where clients write through it.
    package var endpoint: InstanceAddress?
    /// Members that get new connections; a server that is no member stands with its address.
    package var leading: [String]
    /// Members that get new reading connections; `nil` where hactl leads none through it.
    package var reads: [String]?
    /// Whether a reload would lead elsewhere.
    package var forgets = false
    /// Why it could not be seen, in a word or two.
    package var unreachable: String?
    package var flaws: [String] = []

    init(_ proxy: Proxy, in cluster: Cluster, seen facts: Facts) {
        name = proxy.name
        endpoint = proxy.writer
        switch facts.proxies[proxy.name] {
        case .seen(let seen)?:
            leading = cluster.names(of: seen.servers)
            reads = cluster.readers == nil ? nil : seen.readers.map(cluster.names)
            forgets = ProxyCatalog.dialect(of: proxy.kind).forgets(seen)
            flaws = seen.flaws
        case .unseen(let reason)?: (leading, unreachable) = ([], reason.kind.rawValue)
        case nil: (leading, unreachable) = ([], Unreachable.Kind.notLookedAt.rawValue)
        }
    }

    /// `px1 at 10.0.0.31:3306`
    private var title: String { endpoint.map { "\(name) at \($0)" } ?? name.text }

    /// `px1 at 10.0.0.31:3306 -> db1`
    var description: String {
        if let unreachable { return "\(title) [unreachable: \(unreachable)]" }
        return "\(title) -> \(leading.isEmpty ? "nobody" : leading.joined(separator: ", "))"
            + (reads.map { ", reads -> \($0.isEmpty ? "nobody" : $0.joined(separator: ", "))" } ?? "")
            + (forgets ? ", elsewhere after a reload" : "") + flaws.map { " [\($0)]" }.joined()
    }

    var json: JSON {
        [
            "name": .text(name.text), "endpoint": .optional(endpoint?.description),
            "leads_to": .list(leading.map(JSON.text)), "reads": reads.map { .list($0.map(JSON.text)) } ?? .null,
            "survives_reload": unreachable == nil ? .flag(!forgets) : .null, "flaws": .list(flaws.map(JSON.text)),
            "unreachable": .optional(unreachable),
        ]
    }
}

extension Cluster {
    /// Who of them gets new connections.
    fileprivate func names(of servers: [ProxyServer]) -> [String] {
        servers.filter(\.isOpen).map { server in
            members.first { $0.address == server.address }?.name.text ?? "\(server.address)"
        }
    }
}
