import HactlModel
import HactlPlan

/// What a health check has to say of one cluster.
package struct ClusterHealth: Sendable {
    package let cluster: Cluster
    package let facts: Facts
    /// The member that takes writes, when there is one beyond doubt.
    package let primary: MemberName?
    package let findings: [Finding]
    package let observedAt: Moment
    /// How long the look took.
    package let took: Duration
    /// Why it was not looked at; `nil` when it was.
    package let unseen: String?

    package init(
        of cluster: Cluster, seen facts: Facts, primary: MemberName?, findings: [Finding], at moment: Moment,
        took: Duration
    ) {
        self.cluster = cluster
        self.facts = facts
        self.primary = primary
        self.findings = findings
        observedAt = moment
        self.took = took
        unseen = nil
    }

    package init(unseen cluster: Cluster, because reason: String, at moment: Moment) {
        self.cluster = cluster
        facts = Facts()
        primary = nil
        findings = []
        observedAt = moment
        took = .zero
        unseen = reason
    }

    package var status: HealthStatus {
        if unseen != nil { return .unknown }
        return HealthStatus(findings.map(\.severity).max() ?? .note)
    }

    /// What a dashboard shows: the state of the writer before anything else.
    package enum State: String, Sendable, CaseIterable {
        case ok, degraded
        case noPrimary = "no_primary"
        case splitBrain = "split_brain"
        case unseen
    }

    package var state: State {
        if unseen != nil { return .unseen }
        switch facts.writable.count {
        case 0: return .noPrimary
        case 1: return status == .ok ? .ok : .degraded
        default: return .splitBrain
        }
    }

    package typealias Replica = (name: MemberName, instance: InstanceFacts)

    /// Members that follow somebody.
    package var replicas: [Replica] {
        cluster.members.compactMap { member in
            facts.instance(member.name).flatMap { $0.channels.isEmpty ? nil : (member.name, $0) }
        }
    }

    /// Whatever clients connect to, and whether it leads to the primary alone; `nil` where that can't be told.
    package var endpoints: [(name: String, isRight: Bool?)] {
        (cluster.writer.map { [("vip", isHeldByPrimary($0))] } ?? [])
            + cluster.proxies.map { ($0.name.text, leads($0)) }
    }

    private func isHeldByPrimary(_ writer: VirtualAddress) -> Bool? {
        let hosts = cluster.members.map { facts.host($0.name) }
        guard let primary, hosts.allSatisfy({ $0 != nil }) else { return nil }
        return cluster.members.allSatisfy { facts.host($0.name)?.holds(writer.address) == ($0.name == primary) }
    }

    private func leads(_ proxy: Proxy) -> Bool? {
        guard let seen = facts.proxy(proxy.name), let member = primary.flatMap(cluster.member) else { return nil }
        return seen.servers.filter(\.isOpen).map(\.address) == [member.address]
    }
}
