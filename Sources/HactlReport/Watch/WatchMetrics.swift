/// What a watch says to Prometheus beside the health of its clusters.
package struct WatchMetrics: Sendable {
    private let statuses: [ClusterStatus]
    private let counts: WatchCounts

    package init(_ statuses: [ClusterStatus], _ counts: WatchCounts) {
        self.statuses = statuses
        self.counts = counts
    }

    var metrics: [Metric] {
        [
            ofClusters("hactl_watch_leading", "Whether this watch acts on the cluster.") { $0.stand.acts },
            ofClusters("hactl_watch_paused", "Whether a person has paused the cluster.") { $0.pause != nil },
            ofClusters("hactl_watch_held_back", "Whether something is due that nothing is done about.") {
                !$0.holdsBack.isEmpty
            },
            count("hactl_watch_pings_total", "Pings of servers.", counts.pings),
            count("hactl_watch_missed_pings_total", "Pings without an answer.", counts.missedPings),
            count("hactl_watch_looks_total", "Looks at whole clusters.", counts.looks),
            count("hactl_watch_inquiries_total", "Inquiries about a silent primary.", counts.inquiries),
            Metric(
                "hactl_watch_runs_total", "Runs that this watch has begun.", as: .counter,
                counts.runs.sorted { $0.key < $1.key }.map { run, count in
                    Metric.Sample(count, ["playbook": run.playbook, "outcome": run.outcome])
                }),
        ]
    }

    private func ofClusters(_ name: String, _ help: String, _ value: (ClusterStatus) -> Bool) -> Metric {
        Metric(name, help, statuses.map { .init(value($0), ["cluster": $0.cluster]) })
    }

    private func count(_ name: String, _ help: String, _ value: Int) -> Metric {
        Metric(name, help, as: .counter, [Metric.Sample(value, [:])])
    }
}
