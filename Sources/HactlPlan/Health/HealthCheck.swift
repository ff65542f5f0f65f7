import HactlModel

/// A question asked of a cluster that is well enough to serve: what will be trouble later. It speaks against no run, so it is no
/// `Check` of a playbook; `hactl check` asks it.
package protocol HealthCheck: Sendable {
    /// `H01`: stable and documented.
    static var code: String { get }
    /// What it watches and why, in a sentence for the reference.
    static var summary: String { get }

    init()
    /// What has to be looked at, perhaps again, before it can judge; empty when nothing has.
    func questions(about cluster: Cluster, seen facts: Facts) -> [Probe]
    /// - Parameter now: by the clock of the machine that runs hactl.
    func findings(about cluster: Cluster, seen facts: Facts, at now: Moment) -> [Finding]
}

extension HealthCheck {
    package func questions(about cluster: Cluster, seen facts: Facts) -> [Probe] { [] }
}

/// Every health check there is. A new one is a file beside this one and a line here.
package enum HealthCatalog {
    package static let all: [any HealthCheck.Type] = [
        ExpiringCertificates.self, LoneApplier.self, MissingTransactions.self, Heartbeats.self, NeededBinlog.self,
        StandingFence.self, DiskFilling.self,
    ]

    package static var codes: [String] { all.map { $0.code } }

    package static func questions(about cluster: Cluster, seen facts: Facts) -> [Probe] {
        all.flatMap { $0.init().questions(about: cluster, seen: facts) }
    }

    package static func findings(about cluster: Cluster, seen facts: Facts, at now: Moment) -> [Finding] {
        all.flatMap { $0.init().findings(about: cluster, seen: facts, at: now) }
    }

    /// A check of a switchover that refuses one may speak of what hurts nobody as long as none is under way: to whoever watches that is a
    /// warning.
    package static func tempered(_ finding: Finding) -> Finding {
        guard finding.severity == .failure, asking.contains(finding.code) else { return finding }
        var finding = finding
        finding.severity = .warning
        return finding
    }

    static let asking: Set<String> = [
        NoLongTransactions.code, NoTemporaryTables.code, SemiSync.code, PrivilegedSessions.code, Durability.code,
    ]
}

extension Facts {
    /// The one member that takes writes; `nil` where there is none, or more than one.
    var soleWriter: MemberName? { writable.count == 1 ? writable.first : nil }
}
