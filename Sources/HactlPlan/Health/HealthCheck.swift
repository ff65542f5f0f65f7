import HactlModel

/// A question asked of a cluster that is well enough to serve: what will be trouble later. It speaks against no run, so it is no
/// `Check` of a playbook; `hactl check` asks it.
package protocol HealthCheck: Sendable {
    /// `H01`: stable and documented.
    static var code: String { get }
    /// What it watches and why, in a sentence for the reference.
    static var summary: String { get }

    init()
    /// - Parameter now: by the clock of the machine that runs hactl.
    func findings(about cluster: Cluster, seen facts: Facts, at now: Moment) -> [Finding]
}

/// Every health check there is. A new one is a file beside this one and a line here.
package enum HealthCatalog {
    package static let all: [any HealthCheck.Type] = [ExpiringCertificates.self, LoneApplier.self]

    package static func findings(about cluster: Cluster, seen facts: Facts, at now: Moment) -> [Finding] {
        all.flatMap { $0.init().findings(about: cluster, seen: facts, at: now) }
    }
}
