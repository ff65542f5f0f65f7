import HactlModel

/// What health checks say to people and to monitoring plugins: the first line says the worst (Monitoring Plugins Development
/// Guidelines: one line, `STATUS: text | performance data`), then everything found, the worst first, with what to do about it.
package struct HealthText: Sendable {
    private let clusters: [ClusterHealth]

    /// - Parameter clusters: in the order of the inventory.
    package init(_ clusters: [ClusterHealth]) { self.clusters = clusters }

    package var status: HealthStatus { clusters.map(\.status).max() ?? .unknown }

    package var text: String { ([head] + clusters.flatMap(lines)).joined(separator: "\n") }

    /// The line that a pager shows.
    package var head: String {
        "HACTL \(status.word): \(summary)" + (performance.isEmpty ? "" : " | \(performance.joined(separator: " "))")
    }

    private var summary: String {
        if clusters.count == 1 { return clusters[0].summary }
        let ill = clusters.filter { $0.status != .ok }.sorted { $0.status > $1.status }
        let well = "\(clusters.count - ill.count) of \(clusters.count.counted("cluster")) well"
        return ([well] + ill.map(\.summary)).joined(separator: "; ")
    }

    private var performance: [String] {
        clusters.flatMap { $0.performance(named: clusters.count == 1 ? "" : "\($0.cluster.name)_") }
    }

    private func lines(of health: ClusterHealth) -> [String] {
        let name = clusters.count == 1 ? "" : "\(health.cluster.name): "
        return health.findings.sorted { $0.severity > $1.severity }.flatMap { finding in
            [
                "\(HealthStatus(finding.severity).word) \(finding.code): \(name)\(finding.sentence)",
                "  \(finding.remedy)",
            ]
        }
    }
}

extension ClusterHealth {
    fileprivate var summary: String {
        if let unseen { return "\(cluster.name) \(unseen)" }
        return "\(cluster.name) primary=\(primary?.text ?? "none")" + (worst.map { ": \($0)" } ?? "")
    }

    /// The worst finding and how many more are as bad; `nil` where all is well. A bar would end the text: what comes behind it is performance data.
    var worst: String? {
        let ills = findings.filter { HealthStatus($0.severity) == status && status != .ok }
        guard let first = ills.first else { return nil }
        let rest = ills.count > 1 ? " (and \(ills.count - 1) more)" : ""
        return "\(first.code) \(first.sentence)".escaping(["|": "/"]) + rest
    }

    /// `'label'=value[UOM];[warn];[crit];[min];[max]`
    fileprivate func performance(named prefix: String) -> [String] {
        if unseen != nil { return [] }
        let lag = replicas.compactMap { facts.lag(of: $0.name) }.max()
        let running = replicas.count { $0.instance.channels.allSatisfy(\.isRunning) }
        let limit = Int(cluster.limits.lag.inSeconds)
        return (lag.map { ["\(prefix)lag_max=\($0)s;\(limit);;0"] } ?? []) + [
            "\(prefix)replicas_ok=\(running);;;0;\(cluster.members.count - 1)",
            "\(prefix)primaries=\(facts.writable.count);1:1;1:1;0",
        ]
    }
}
