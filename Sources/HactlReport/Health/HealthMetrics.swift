import HactlModel
import HactlPlan

/// What health checks say to Prometheus. Names and labels are stable; each family is there only when something is known of it, for an
/// unknown is no zero.
package struct HealthMetrics: Sendable {
    private let clusters: [ClusterHealth]
    private let version: String
    private let watch: WatchMetrics?

    /// - Parameter watch: what a watch has to add.
    package init(_ clusters: [ClusterHealth], version: String, watch: WatchMetrics? = nil) {
        self.watch = watch
        self.clusters = clusters
        self.version = version
    }

    package func text(_ format: MetricFormat) -> String {
        format.text(
            of: [build] + ofClusters + ofMembers + ofHosts + ofReplicas + ofChecks + (watch?.metrics ?? []))
    }

    private var seen: [ClusterHealth] { clusters.filter { $0.unseen == nil } }

    private var build: Metric {
        Metric("hactl_build_info", "The hactl that looked.", as: .info, [.init(1, ["version": version])])
    }

    private var ofClusters: [Metric] {
        [
            Metric(
                "hactl_cluster_state", "What the cluster is: exactly one state is 1.",
                clusters.flatMap { health in
                    ClusterHealth.State.allCases.map { state in
                        .init(state == health.state, ["cluster": health.cluster.name, "state": state.rawValue])
                    }
                }),
            Metric(
                "hactl_cluster_status", "0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN, as hactl check exits.",
                clusters.map { .init($0.status.rawValue, ["cluster": $0.cluster.name]) }),
            Metric(
                "hactl_cluster_primary_info", "The member that takes writes.", as: .info,
                seen.compactMap { health in
                    health.primary.map { .init(1, ["cluster": health.cluster.name, "member": $0.text]) }
                }),
            Metric(
                "hactl_endpoint_target_ok", "Whether what clients connect to leads to the primary alone.",
                seen.flatMap { health in
                    health.endpoints.compactMap { endpoint in
                        endpoint.isRight.map {
                            .init($0, ["cluster": health.cluster.name, "endpoint": endpoint.name])
                        }
                    }
                }),
            Metric(
                "hactl_findings", "Findings by code; each has a remedy in hactl check.",
                seen.flatMap { health in
                    Dictionary(grouping: health.findings.filter { $0.severity != .note }) { $0.code }
                        .sorted { $0.key < $1.key }.map { code, findings in
                            .init(findings.count, ["cluster": health.cluster.name, "code": code])
                        }
                }),
        ]
    }

    private var ofMembers: [Metric] {
        [
            Metric(
                "hactl_member_up", "Whether the member answers over SQL and over SSH.",
                each { health, member in
                    let facts = health.facts.members[member.name]
                    return [("sql", facts?.instance.value != nil), ("ssh", facts?.host.value != nil)].map { way, isUp in
                        .init(isUp, ["cluster": health.cluster.name, "member": member.name.text, "via": way])
                    }
                }),
            Metric(
                "hactl_member_writable", "Whether the member takes writes.",
                eachInstance { $0.writability.isWritable ? 1 : 0 }),
            Metric(
                "hactl_member_sessions", "Sessions of clients on the member.",
                eachInstance { $0.activity.sessions.count }),
            Metric(
                "hactl_semisync_source_active", "Whether the primary waits for a replica's acknowledgement.",
                each { health, member in
                    guard let semiSync = health.facts.instance(member.name)?.semiSync, semiSync.sourceEnabled else {
                        return []
                    }
                    return [.init(semiSync.sourceActive, labels(health, member.name))]
                }),
            Metric(
                "hactl_certificate_expiry_timestamp_seconds", "When the certificate of the member's server expires.",
                each { health, member in
                    (health.facts.instance(member.name)?.certificateEnd).map {
                        [.init($0.milliseconds / 1000, labels(health, member.name))]
                    } ?? []
                }),
            Metric(
                "hactl_disk_free_bytes", "Free where the member keeps its data.",
                each { health, member in
                    (health.facts.host(member.name)?.freeBytes).map { [.init($0, labels(health, member.name))] } ?? []
                }),
        ]
    }

    private var ofHosts: [Metric] {
        [
            Metric(
                "hactl_disk_size_bytes", "Free or used by files where the member keeps its data.",
                eachHost { host, labels in host.diskBytes.map { .init($0, labels) } }),
            Metric(
                "hactl_host_load1", "Load average of the member's host over a minute.",
                eachHost { host, labels in host.load.map { .init(hundredths: $0, labels) } }),
            Metric(
                "hactl_host_memory_available_bytes", "Memory of the member's host that can be had without swapping.",
                eachHost { host, labels in host.availableMemory.map { .init($0, labels) } }),
        ]
    }

    private var ofReplicas: [Metric] {
        [
            Metric(
                "hactl_replica_running", "Whether the replica receives and applies.",
                eachReplica { $1.instance.channels.allSatisfy(\.isRunning) ? 1 : 0 }),
            Metric(
                "hactl_replica_lag_seconds", "How far the replica is behind its source.",
                eachReplica { $0.facts.lag(of: $1.name) }),
            Metric(
                "hactl_replica_missing_transactions", "Transactions of the primary that the replica has not applied.",
                eachReplica { health, replica in
                    health.primary.flatMap { health.facts.transactionsMissing(on: replica.name, of: $0) }
                }),
            Metric(
                "hactl_replica_unapplied_transactions", "Transactions that the replica has received and not applied.",
                eachReplica { $0.facts.transactionsUnapplied(on: $1.name) }),
            Metric(
                "hactl_heartbeat_age_seconds", "How long ago the newest heartbeat was written that the member has.",
                each { health, member in
                    (health.facts.instance(member.name)?.heartbeat?.value).map {
                        [.init($0, labels(health, member.name))]
                    } ?? []
                }),
        ]
    }

    private var ofChecks: [Metric] {
        [
            Metric(
                "hactl_check_duration_seconds", "How long the look took.",
                seen.map { .init($0.took, ["cluster": $0.cluster.name]) }),
            Metric(
                "hactl_check_last_success_timestamp_seconds", "When the cluster was last looked at.",
                seen.map { .init($0.observedAt.milliseconds / 1000, ["cluster": $0.cluster.name]) }),
        ]
    }

    private func labels(_ health: ClusterHealth, _ name: MemberName) -> KeyValuePairs<String, String> {
        ["cluster": health.cluster.name, "member": name.text]
    }

    private func each(_ samples: (ClusterHealth, Member) -> [Metric.Sample]) -> [Metric.Sample] {
        seen.flatMap { health in health.cluster.members.flatMap { samples(health, $0) } }
    }

    private func eachInstance(_ value: (InstanceFacts) -> Int) -> [Metric.Sample] {
        each { health, member in
            health.facts.instance(member.name).map { [.init(value($0), labels(health, member.name))] } ?? []
        }
    }

    private func eachHost(
        _ sample: (HostFacts, KeyValuePairs<String, String>) -> Metric.Sample?
    ) -> [Metric.Sample] {
        each { health, member in
            health.facts.host(member.name).flatMap { sample($0, labels(health, member.name)) }.map { [$0] } ?? []
        }
    }

    private func eachReplica(
        _ value: (ClusterHealth, ClusterHealth.Replica) -> (some BinaryInteger)?
    ) -> [Metric.Sample] {
        seen.flatMap { health in
            health.replicas.compactMap { replica in
                value(health, replica).map { .init($0, labels(health, replica.name)) }
            }
        }
    }
}
