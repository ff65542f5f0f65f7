import HactlModel
import HactlPlan
import HactlRun

/// The door to a simulated cluster: time is a number, and what goes wrong is known beforehand.
package actor SimulatedWorld: World {
    package private(set) var cluster: SimulatedCluster
    package private(set) var actions: [Action] = []
    private let faults: [Fault]
    private let privilegedClientOf: MemberName?
    private var clock: Duration
    /// What was given up and happens later.
    private var late: [(at: Duration, action: Action)] = []
    /// hactl itself is dead: nothing it does has an effect any more.
    package private(set) var isControllerDead = false
    private var isInterrupted = false

    package init(_ cluster: SimulatedCluster, faults: [Fault] = []) {
        self.init(State(cluster: cluster, privilegedClientOf: cluster.facts.writable.first), faults: faults)
    }

    /// A world in which nothing has gone wrong yet, at any moment.
    struct State: Sendable {
        var cluster: SimulatedCluster
        var actions: [Action] = []
        var clock: Duration = .zero
        var privilegedClientOf: MemberName?
    }

    init(_ state: State, faults: [Fault]) {
        (cluster, actions, clock) = (state.cluster, state.actions, state.clock)
        privilegedClientOf = state.privilegedClientOf
        self.faults = faults
    }

    var state: State {
        State(cluster: cluster, actions: actions, clock: clock, privilegedClientOf: privilegedClientOf)
    }

    package func now() -> Moment { Moment(milliseconds: 1_790_000_000_000) + clock }
    package func uptime() -> Duration { clock }
    /// For a dead hactl time is over.
    package func pause(_ span: Duration) { pass(isControllerDead ? .seconds(3600) : span) }
    package func prepare(for actions: [Action]) {}

    package func look(at probes: [Probe], within limit: Duration) -> [Observation] {
        pass(.microseconds(200))
        if probes.contains(where: isSilent) { pass(limit) }
        return probes.flatMap(cluster.answer)
    }

    private func isSilent(_ probe: Probe) -> Bool { probe.member.map(isGone) ?? false }
    private func isGone(_ name: MemberName) -> Bool { cluster.servers[name]?.isHostUp == false }

    package func perform(_ action: Action, within limit: Duration) -> Answer {
        if isControllerDead { return .failed(ActionFailure("hactl is dead", effect: .none)) }
        let index = actions.count
        actions.append(action)
        pass(.microseconds(500))
        guard let fault = faults.first(where: { $0.action == index }) else { return deliver(action, limit) }
        return suffer(fault.kind, action, limit)
    }

    private func deliver(_ action: Action, _ limit: Duration) -> Answer {
        if let name = action.member, isGone(name) { return hang(limit, .unknown) }
        return cluster.perform(action)
    }

    private func suffer(_ kind: Fault.Kind, _ action: Action, _ limit: Duration) -> Answer {
        switch kind {
        case .lostBeforeEffect: return broken(action)
        case .lostAfterEffect:
            _ = deliver(action, limit)
            return broken(action)
        case .hangsWithoutEffect: return hang(limit, .unknown)
        case .hangsAfterEffect:
            _ = deliver(action, limit)
            if let name = action.member { cluster.sealed.remove(name) }
            return hang(limit, .unknown)
        case .late:
            late.append((clock + limit + Fault.lateness, action))
            return hang(limit, .lingering)
        case .crash(let name):
            cluster.crash(name)
            return deliver(action, limit)
        case .hostDies(let name):
            cluster.loseHost(name)
            return deliver(action, limit)
        case .controllerDiesBefore: return die()
        case .controllerDiesAfter:
            _ = deliver(action, limit)
            return die()
        case .interrupt:
            isInterrupted = true
            return deliver(action, limit)
        case .sleep:
            pass(Fault.sleep)
            return deliver(action, limit)
        case .takeover(let name):
            cluster.setReadOnly(name, false)
            return deliver(action, limit)
        case .comeback(let name):
            cluster.restart(name)
            return deliver(action, limit)
        case .privilegedWrite:
            let answer = deliver(action, limit)
            if let privilegedClientOf { cluster.writeWithPrivilege(on: privilegedClientOf) }
            return answer
        }
    }

    /// What a session kept goes with it.
    private func broken(_ action: Action) -> Answer {
        if let name = action.member { cluster.sealed.remove(name) }
        return .failed(ActionFailure("the connection broke (simulated)", effect: .unknown))
    }

    private func hang(_ limit: Duration, _ effect: ActionFailure.Effect) -> Answer {
        pass(limit)
        return .failed(ActionFailure("no answer within \(limit.words) (simulated)", effect: effect))
    }

    private func die() -> Answer {
        isControllerDead = true
        cluster.sealed = []
        return .failed(ActionFailure("hactl is dead", effect: .none))
    }

    private func pass(_ span: Duration) {
        clock += span
        let due = late.filter { $0.at <= clock }
        late.removeAll { $0.at <= clock }
        for (_, action) in due { _ = deliver(action, .zero) }
        cluster.tick()
    }

    /// Lets everything happen that was still under way.
    package func settle() {
        if !late.isEmpty { pass(.seconds(3600)) }
    }
}

extension SimulatedWorld: Interruption {
    package func request() -> String? { isInterrupted ? "SIGINT" : nil }
}

/// A journal in memory. A dead hactl writes no more lines, and a full disk takes none.
package actor SimulatedJournal: Journal {
    package private(set) var entries: [JournalEntry] = []
    private let world: SimulatedWorld?
    private let capacity: Int

    /// - Parameter capacity: lines there is room for.
    package init(_ entries: [JournalEntry] = [], in world: SimulatedWorld? = nil, capacity: Int = .max) {
        self.entries = entries
        self.world = world
        self.capacity = capacity
    }

    package func append(_ entries: [JournalEntry], durably: Bool) async throws(JournalFailure) {
        if await world?.isControllerDead == true { return }
        guard self.entries.count + entries.count <= capacity else {
            throw JournalFailure("the journal can't be written: No space left on device (simulated)")
        }
        self.entries += entries
    }
}

/// A lock that is lost once the run has done so many actions.
package struct SimulatedLock: HeldLock {
    private let world: SimulatedWorld
    private let actions: Int

    package init(in world: SimulatedWorld, lostAfter actions: Int) {
        self.world = world
        self.actions = actions
    }

    package func loss() async -> String? {
        await world.actions.count >= actions ? "somebody took it away (simulated)" : nil
    }
}
