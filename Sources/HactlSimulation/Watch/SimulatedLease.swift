import HactlModel
import HactlRun

/// The lock of a run, on the members that gave it.
struct SimulatedLease: HeldLock {
    let site: SimulatedSite
    let session: SimulatedSession
    let held: Set<MemberName>
    var quorum: LockQuorum

    func loss() async -> String? {
        let lost = await site.lost(of: held, by: session)
        if quorum.isMet(by: quorum.left(of: held, without: lost), of: site.names.count) { return nil }
        return "it is gone on \(lost.sorted().map(\.text).joined(separator: ", "))"
    }
}

/// Two rights that are both needed.
struct SimulatedRights: HeldLock {
    let lease: SimulatedLease
    let leadership: (any HeldLock)?

    func loss() async -> String? {
        if let loss = await lease.loss() { return loss }
        return await leadership?.loss()
    }
}
