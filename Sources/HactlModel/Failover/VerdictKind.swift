/// What can be the matter with a primary.
package enum VerdictKind: String, Sendable, Codable, CaseIterable {
    /// It answers and takes writes.
    case healthy
    /// Its host is well, and its server does not run.
    case processDead = "process-dead"
    /// Nobody reaches anything of it: it has no power, or it is cut off from everybody.
    case hostDead = "host-dead"
    /// Its server runs and does not answer: it is stopped, or waits for a disk.
    case hung
    /// Its server runs, and its port is not open yet: it recovers after a crash.
    case starting
    /// It works, and is too busy to answer us.
    case overloaded
    /// It turns us away, which a dead server can't.
    case refused
    /// It takes no writes, for it waits for an acknowledgement that nobody sends.
    case semiSyncLocked = "semi-sync-locked"
    /// We are the one who is cut off.
    case observerIsolated = "observer-isolated"
    /// Others reach it, and we don't.
    case partition
    /// What was seen proves nothing.
    case unknown

    /// Kinds that prove death by themselves.
    package var provesDeath: Bool { self == .processDead || self == .hostDead }

    /// Kinds that a cluster's policy may name, so that they are acted upon as well. The others are no reason to move a
    /// writer, whatever a policy says: either it works, or nobody knows.
    package static let actionable: [VerdictKind] = [.processDead, .hostDead, .hung, .starting, .semiSyncLocked]
}
