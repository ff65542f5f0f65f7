import HactlModel
import HactlPlan
import HactlRun

/// Named locks on the servers, each of a session and gone with it.
extension SimulatedSite {
    /// Ends sessions that nobody hears any more: those on servers that died at once, those of silent machines after a while.
    func reap() {
        for (purpose, holds) in locks {
            for (member, session) in holds { reap(Hold(purpose: purpose, member: member), session) }
        }
    }

    private func reap(_ hold: Hold, _ session: SimulatedSession) {
        guard let server = plant.servers[hold.member], server.isUp || server.isFrozen else { return free(hold) }
        if isHeard(session, by: hold.member) {
            silences[hold] = nil
            return
        }
        let since = silences[hold] ?? time.now
        silences[hold] = since
        if server.isUp, time.now - since >= SimulatedSession.silence { free(hold) }
    }

    private func isHeard(_ session: SimulatedSession, by member: MemberName) -> Bool {
        isAlive(session.machine) && !abandoned.contains(session) && reaches(session.machine, member)
    }

    private func free(_ hold: Hold) {
        locks[hold.purpose]?[hold.member] = nil
        silences[hold] = nil
    }

    /// Its machine closes a session: at once where the server hears that, else the server does it in its own time.
    func abandon(_ session: SimulatedSession, on member: MemberName) {
        if plant.servers[member]?.isUp == true, reaches(session.machine, member), !loses() {
            release(.watches, on: member, by: session)
        } else if locks[.watches]?[member] == session {
            abandoned.insert(session)
        }
    }

    func owner(of purpose: ClusterLock.Purpose, on member: MemberName) -> SimulatedSession? {
        locks[purpose]?[member]
    }

    func claim(_ purpose: ClusterLock.Purpose, on member: MemberName, by session: SimulatedSession) {
        guard locks[purpose]?[member] == nil, plant.servers[member]?.isUp == true else { return }
        locks[purpose, default: [:]][member] = session
    }

    func release(_ purpose: ClusterLock.Purpose, on member: MemberName, by session: SimulatedSession) {
        if locks[purpose]?[member] == session { free(Hold(purpose: purpose, member: member)) }
    }

    /// What became of asking everybody for the lock of a run at once.
    enum Bid: Sendable {
        case taken(SimulatedLease)
        case held
        case tooFew
    }

    /// With fewer than the quorum, or beside somebody else, everything is given back.
    func bid(by machine: SimulatedMachine, _ quorum: LockQuorum) -> Bid {
        let asked = names.filter { reaches(machine, $0) && plant.servers[$0]?.isUp == true }
        if asked.contains(where: { locks[.runs]?[$0] != nil }) { return .held }
        guard isAlive(machine), quorum.isMet(by: Set(asked), of: names.count) else { return .tooFew }
        let session = freshSession(of: machine)
        for name in asked { locks[.runs, default: [:]][name] = session }
        return .taken(SimulatedLease(site: self, session: session, held: Set(asked), quorum: quorum))
    }

    /// Of members that a machine has locked, those on which that is so no more.
    func lost(of held: Set<MemberName>, by session: SimulatedSession) -> Set<MemberName> {
        held.filter { locks[.runs]?[$0] != session || !reaches(session.machine, $0) }
    }

    func release(_ lease: SimulatedLease) {
        for name in lease.held where reaches(lease.session.machine, name) {
            release(.runs, on: name, by: lease.session)
        }
        abandoned.insert(lease.session)
    }
}
