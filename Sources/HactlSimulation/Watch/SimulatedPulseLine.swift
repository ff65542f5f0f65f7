import HactlModel
import HactlPlan
import HactlRun

/// A watch's own session on a member, which also keeps the watches' lock there.
struct SimulatedPulseLine: Sendable {
    private let machine: SimulatedMachine
    private let member: MemberName
    private let site: SimulatedSite
    private var session: SimulatedSession?
    /// The session before this one: the server may not have noticed its end, and keep the lock for it.
    private var former: UInt64?

    init(from machine: SimulatedMachine, to member: MemberName, of site: SimulatedSite) {
        self.machine = machine
        self.member = member
        self.site = site
    }

    mutating func feel(within limit: Duration) async -> Sight<Pulse> {
        let isOpen = session != nil
        let session = await open()
        switch await site.feel(member, over: session) {
        case .pulse(let pulse):
            if case .other(let id) = pulse.lock, id == former { await site.endLeftover(id, on: member) }
            return .seen(pulse)
        case .refused:
            await drop(wasOpen: isOpen)
            return .unseen(Unreachable(.refused, detail: ""))
        case .silent:
            await site.time.sleep(for: limit)
            await drop(wasOpen: isOpen)
            return .unseen(Unreachable(.timedOut, detail: ""))
        }
    }

    func make(_ move: Leadership.Move) async {
        guard let session else { return }
        switch move {
        case .claim: await site.claim(.watches, on: member, by: session)
        case .release: await site.release(.watches, on: member, by: session)
        }
    }

    private mutating func open() async -> SimulatedSession {
        if let session { return session }
        let fresh = await site.freshSession(of: machine)
        session = fresh
        return fresh
    }

    /// What was never let in leaves nothing behind.
    private mutating func drop(wasOpen: Bool) async {
        guard let session else { return }
        if wasOpen { former = session.id }
        await site.abandon(session, on: member)
        self.session = nil
    }
}
