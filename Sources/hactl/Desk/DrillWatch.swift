import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

/// Looks at the cluster while the writer is away.
struct DrillWatch {
    let desk: Desk
    let order: DrillOrder
    let signals: SignalWatch

    func look() async throws -> ClusterHealth {
        let round = CheckRound(
            of: [desk], playbook: order.playbook, atOnce: 1, within: desk.cluster.limits.look * 3 + .seconds(5))
        return try await round.make().first
            ?? ClusterHealth(unseen: desk.cluster, because: "was not looked at", at: SystemClock.now())
    }

    /// Until the time is over, somebody interrupts, or something is critical; the last look is made at the end of the time. A signal that
    /// came is taken: the way back is a run that may be interrupted again.
    func hold() async -> DrillHold {
        signals.hold()
        defer { signals.release() }
        let start = SystemClock.uptime()
        var next = start + min(order.hold, desk.cluster.limits.look)
        while true {
            let now = SystemClock.uptime()
            if let signal = await signals.request() { return ended(.interrupted(signal), since: start) }
            if now >= next {
                // What is critical for one look alone, was the look's.
                if await ailment() != nil, let ailment = await ailment() { return ended(.ill(ailment), since: start) }
                if now - start >= order.hold { return ended(.whole, since: start) }
                next = min(start + order.hold, SystemClock.uptime() + desk.cluster.limits.look)
            }
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    private func ended(_ end: DrillHold.End, since start: Duration) -> DrillHold {
        DrillHold(asked: order.hold, held: SystemClock.uptime() - start, end: end)
    }

    /// What is critical. A look that could not be made says nothing, and neither does one at a cluster that somebody else is changing:
    /// the way back looks at what came of it.
    private func ailment() async -> String? {
        guard let health = try? await look(), health.unseen == nil,
            !health.findings.contains(where: { [OtherManagers.code, JournalShelf.openRun].contains($0.code) })
        else { return nil }
        return order.objections(in: health).first { $0.severity == .failure }.map { "\($0.code) \($0.sentence)" }
    }
}
