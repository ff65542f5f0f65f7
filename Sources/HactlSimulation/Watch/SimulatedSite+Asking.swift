import HactlModel
import HactlPlan
import HactlRun

/// What comes back to a machine that asks.
extension SimulatedSite {
    /// Whether an answer can come at all, or the asker waits in vain.
    func answers(_ probe: Probe, to machine: SimulatedMachine) -> Bool {
        guard let member = probe.member else { return true }
        return reaches(machine, member) && !(probe.asksServer && plant.servers[member]?.isFrozen == true) && !loses()
    }

    func answer(_ probe: Probe) -> [Observation] { plant.answer(probe) }

    /// What is known of a probe that was answered in no time.
    nonisolated func silence(at probe: Probe) -> [Observation] {
        let reason = Unreachable(.timedOut, detail: "simulated silence")
        switch probe {
        case .host(let name), .hostInHaste(let name), .addresses(let name), .daemon(let name):
            return [.host(name, .unseen(reason))]
        case .way(let goal, let start): return [.way(to: goal, from: start, .unseen(reason))]
        case .logTail(let name, _): return [.logTail(name, .unseen(reason))]
        case .login(_, let name): return [.login(name, .unseen(reason))]
        case .holders(let endpoint, _): return [.holders(endpoint.address, .unseen(reason))]
        case .endpoint(let door, _): return [.endpoint(door, .unseen(reason))]
        case .proxy(let name): return [.proxy(name, .unseen(reason))]
        case .command: return []
        case .instance(let name), .writability(let name), .transactions(let name), .channels(let name),
            .activity(let name), .events(let name), .semiSync(let name), .data(let name), .copy(let name),
            .logs(let name):
            return [.instance(name, .unseen(reason))]
        }
    }

    /// What becomes of an order on its way.
    enum Fate: Sendable { case arrives, hangs, hangsAfterEffect, late, answerLost }

    func fate(of action: Action, from machine: SimulatedMachine) -> Fate {
        guard let member = action.member else { return .arrives }
        let isMute = if case .sql = action { plant.servers[member]?.isFrozen == true } else { false }
        if !reaches(machine, member) || isMute { return .hangs }
        guard loses() else { return .arrives }
        return [Fate.hangs, .hangsAfterEffect, .late, .answerLost].randomElement(using: &dice) ?? .hangs
    }

    func perform(_ action: Action) -> Answer {
        tick()
        plant.clock = moment
        let answer = plant.perform(action)
        tick()
        return answer
    }

    // MARK: Pulses

    /// How a member's server meets a ping.
    enum Heartbeat: Sendable { case pulse(Pulse), refused, silent }

    func feel(_ member: MemberName, over session: SimulatedSession) -> Heartbeat {
        guard reaches(session.machine, member), !loses(), let server = plant.servers[member], !server.isFrozen else {
            return .silent
        }
        guard server.isUp else { return .refused }
        let owner = owner(of: .watches, on: member)
        let lock = owner.map { $0 == session ? Pulse.LockOwner.ourselves : .other($0.id) } ?? .nobody
        return .pulse(Pulse(isWritable: server.isWritable, lock: lock))
    }

    /// Ends a session that its own machine has given up, as KILL does.
    func endLeftover(_ id: UInt64, on member: MemberName) {
        guard let owner = owner(of: .watches, on: member), owner.id == id else { return }
        release(.watches, on: member, by: owner)
    }
}

extension Probe {
    fileprivate var asksServer: Bool {
        switch self {
        case .instance, .writability, .transactions, .channels, .activity, .events, .semiSync, .data, .copy, .logs: true
        case .host, .hostInHaste, .addresses, .daemon, .endpoint, .holders, .login, .way, .logTail, .proxy, .command:
            false
        }
    }
}
