import HactlModel
import HactlPlan
import HactlRun

/// The door to a simulated cluster: time is a number, and one thing may go wrong.
package actor SimulatedWorld: World {
    package private(set) var cluster: SimulatedCluster
    package private(set) var actions: [Action] = []
    private let fault: Fault?
    private var clock: Duration = .zero
    /// hactl itself is dead: nothing it does has an effect any more.
    package private(set) var isControllerDead = false
    private var isInterrupted = false

    package init(_ cluster: SimulatedCluster, fault: Fault? = nil) {
        self.cluster = cluster
        self.fault = fault
    }

    package func now() -> Moment { Moment(milliseconds: 1_790_000_000_000) + clock }
    package func uptime() -> Duration { clock }
    package func pause(_ span: Duration) { clock += span }
    package func prepare(for actions: [Action]) {}

    package func look(at probes: [Probe], within limit: Duration) -> [Observation] {
        pass(.microseconds(200))
        return probes.flatMap(answer)
    }

    package func perform(_ action: Action, within limit: Duration) -> Answer {
        if isControllerDead { return .failed(ActionFailure("hactl is dead", effect: .none)) }
        let index = actions.count
        actions.append(action)
        pass(.microseconds(500))
        guard let fault, fault.action == index else { return cluster.perform(action) }
        return suffer(fault.kind, action, limit)
    }

    private func suffer(_ kind: Fault.Kind, _ action: Action, _ limit: Duration) -> Answer {
        switch kind {
        case .lostBeforeEffect: return .failed(ActionFailure("the connection broke (simulated)", effect: .unknown))
        case .lostAfterEffect:
            _ = cluster.perform(action)
            return .failed(ActionFailure("the connection broke (simulated)", effect: .unknown))
        case .hangsWithoutEffect: return hang(limit)
        case .hangsAfterEffect:
            _ = cluster.perform(action)
            return hang(limit)
        case .crash(let name):
            cluster.crash(name)
            return cluster.perform(action)
        case .controllerDiesBefore: return die()
        case .controllerDiesAfter:
            _ = cluster.perform(action)
            return die()
        case .interrupt:
            isInterrupted = true
            return cluster.perform(action)
        }
    }

    private func hang(_ limit: Duration) -> Answer {
        pass(limit)
        return .failed(ActionFailure("no answer within \(limit.words) (simulated)", effect: .unknown))
    }

    private func die() -> Answer {
        isControllerDead = true
        return .failed(ActionFailure("hactl is dead", effect: .none))
    }

    private func pass(_ span: Duration) {
        clock += span
        cluster.tick()
    }

    private func answer(_ probe: Probe) -> [Observation] {
        switch probe {
        case .host(let name): return [.host(name, cluster.servers[name]?.hostSight ?? MemberFacts.unseen.host)]
        case .addresses(let name): return [.addresses(name, cluster.servers[name]?.addresses ?? [])]
        case .endpoint(let endpoint, _): return [.endpoint(endpoint.address, ask(endpoint))]
        case .command: return []
        case .holders(let endpoint, _): return [.holders(endpoint.address, .seen([]))]
        case .instance(let name), .writability(let name), .transactions(let name), .channels(let name),
            .activity(let name), .events(let name), .semiSync(let name):
            return [.instance(name, cluster.servers[name]?.instance ?? MemberFacts.unseen.instance)]
        }
    }

    /// The last one to take and announce an address is the one that answers.
    private func ask(_ endpoint: WriterAddress) -> Sight<EndpointFacts> {
        let holders = cluster.servers.values.filter { server in
            server.isUp && server.addresses.contains { $0.address == endpoint.address }
        }
        guard let holder = holders.max(by: { !$0.isWritable && $1.isWritable }) else {
            return .unseen(Unreachable(.timedOut, detail: ""))
        }
        return .seen(EndpointFacts(identity: holder.facts.identity.uuid, isWritable: holder.isWritable))
    }
}

extension SimulatedWorld: Interruption {
    package func request() -> String? { isInterrupted ? "SIGINT" : nil }
}

/// A journal in memory. A dead hactl writes no more lines.
package actor SimulatedJournal: Journal {
    package private(set) var entries: [JournalEntry] = []
    private let world: SimulatedWorld?

    package init(_ entries: [JournalEntry] = [], in world: SimulatedWorld? = nil) {
        self.entries = entries
        self.world = world
    }

    package func append(_ entries: [JournalEntry], durably: Bool) async throws(JournalFailure) {
        if await world?.isControllerDead == true { return }
        self.entries += entries
    }
}
