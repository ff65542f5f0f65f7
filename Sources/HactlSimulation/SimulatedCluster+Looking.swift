import HactlModel
import HactlPlan

/// What a simulated cluster answers to a probe.
extension SimulatedCluster {
    func answer(_ probe: Probe) -> [Observation] {
        switch probe {
        case .host(let name), .hostInHaste(let name):
            return [.host(name, servers[name]?.hostSight ?? MemberFacts.unseen.host)]
        case .addresses(let name):
            return hostAnswer(name) { $0.track.map { .track(name, $0) } ?? .addresses(name, $0.addresses) }
                + hostAnswer(name) { .addresses(name, $0.addresses) }
        case .daemon(let name): return hostAnswer(name) { .daemon(name, $0.daemon) }
        case .endpoint(let door, _): return [.endpoint(door, ask(door.address))]
        case .command: return []
        case .proxy(let name): return [.proxy(name, sight(of: name))]
        case .logTail(let name, _): return [.logTail(name, logTail(of: name))]
        case .login(_, let name): return [.login(name, .seen(true))]
        case .way(let goal, let start): return [.way(to: goal, from: start, way(to: goal, from: start))]
        case .holders(let endpoint, _): return [.holders(endpoint.address, .seen([]))]
        case .instance(let name): return [.instance(name, sight(of: name))]
        case .writability(let name): return answer(name) { .writability(name, $0.writability) }
        case .transactions(let name):
            return answer(name) { .writability(name, $0.writability) }
                + answer(name) { .executed(name, $0.transactions.executed) }
                + answer(name) { $0.countsByPlace ? .channels(name, $0.channels) : nil }
        case .channels(let name): return answer(name) { .channels(name, $0.channels) }
        case .data(let name): return answer(name) { _ in servers[name].map { .data(name, $0.data) } }
        case .copy(let name): return answer(name) { _ in servers[name].map { .copy(name, $0.copy) } }
        // How a simulated log is cut into files nobody asks.
        case .logs(let name): return answer(name) { _ in .logs(name, []) }
        case .activity(let name): return answer(name) { .activity(name, $0.activity) }
        case .events(let name): return answer(name) { .events(name, $0.events) }
        case .semiSync(let name): return answer(name) { facts in facts.semiSync.map { .semiSync(name, $0) } }
        }
    }

    /// As narrow as a real server's answer; one that can't be had marks the whole member unseen.
    private func answer(_ name: MemberName, _ narrow: (InstanceFacts) -> Observation?) -> [Observation] {
        switch sight(of: name) {
        case .seen(let facts): narrow(facts).map { [$0] } ?? []
        case .unseen(let reason): [.instance(name, .unseen(reason))]
        }
    }

    private func hostAnswer(_ name: MemberName, _ narrow: (HostFacts) -> Observation) -> [Observation] {
        switch servers[name]?.hostSight ?? MemberFacts.unseen.host {
        case .seen(let facts): [narrow(facts)]
        case .unseen(let reason): [.host(name, .unseen(reason))]
        }
    }

    /// The last one to take and announce an address is the one that answers.
    private func ask(_ door: InstanceAddress) -> Sight<EndpointFacts> {
        let holders = servers.values.filter { $0.isUp && leads(door, to: $0) }
        guard let holder = holders.max(by: { !$0.isWritable && $1.isWritable }) else {
            return .unseen(Unreachable(.timedOut, detail: ""))
        }
        return .seen(EndpointFacts(identity: holder.facts.identity.uuid, isWritable: holder.isWritable))
    }
}
