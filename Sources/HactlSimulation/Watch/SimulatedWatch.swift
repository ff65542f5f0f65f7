import HactlModel
import HactlPlan
import HactlRun

/// A watch of a simulated site: a vigil, driven as the real one is. Pings of each member, looks, and one order at a time, while the
/// pings go on.
package actor SimulatedWatch {
    package nonisolated let machine: SimulatedMachine
    private nonisolated let site: SimulatedSite
    private nonisolated let playbooks: SimulatedPlaybooks
    package nonisolated let shelf: RunShelf
    private var vigil: Vigil
    private var isRunning = false
    /// Why it did not act when that was told last.
    private var stand: [String]?
    /// By run: one that can't be finished is not tried for ever.
    private var attempts: [String: Int] = [:]
    private static let mostAttempts = 5

    /// - Parameter shelf: what an earlier hactl has left on the machine, or an empty one.
    package init(
        on machine: SimulatedMachine, of site: SimulatedSite, with shelf: RunShelf, playbooks: SimulatedPlaybooks
    ) {
        self.machine = machine
        self.site = site
        self.shelf = shelf
        self.playbooks = playbooks
        vigil = Vigil(over: site.cluster)
    }

    /// Goes on until its machine's hactl dies.
    package func watch() async {
        vigil.unfinished = await shelf.unfinished?.plan.id
        for name in site.names { site.time.begin { await self.feel(name) } }
        await lookAgainAndAgain()
    }

    private nonisolated var time: VirtualTime { site.time }

    // MARK: Feeling

    private nonisolated func feel(_ member: MemberName) async {
        let pace = site.cluster.watch.ping
        var line = SimulatedPulseLine(from: machine, to: member, of: site)
        // Not everybody at the same moment.
        var next = time.now + (await site.span(.zero..<pace))
        while true {
            await site.wait(until: next)
            guard await site.isAlive(machine) else { return }
            next = time.now + pace
            let sight = await line.feel(within: pace)
            guard await site.isAlive(machine) else { return }
            guard let move = await heard(sight, of: member) else { continue }
            await line.make(move)
            next = time.now
        }
    }

    private func heard(_ sight: Sight<Pulse>, of member: MemberName) async -> Leadership.Move? {
        let patience = await site.span(site.cluster.watch.ping..<site.cluster.watch.ping * 4)
        let move = vigil.heard(sight, of: member, at: time.now, patience: patience)
        act()
        return move
    }

    // MARK: Looking

    private func lookAgainAndAgain() async {
        while await site.isAlive(machine) {
            let next = time.now + site.cluster.watch.look
            if !isRunning { await look() }
            await site.wait(until: next)
        }
    }

    private func look() async {
        let facts = await desk.lookAround(forCopies: false)
        guard !isRunning, await site.isAlive(machine) else { return }
        vigil.isPaused = await shelf.pause != nil
        let primary =
            PrimarySearch(in: site.cluster, seen: facts).primary
            ?? EmergencySearch(in: site.cluster, seen: facts).primary
        vigil.looked(primary: primary, isInOrder: true, at: time.now)
        act()
    }

    // MARK: Acting

    private func act() {
        noteStand()
        guard let order = vigil.next(at: time.now) else { return }
        site.time.begin {
            await self.carryOut(order)
            await self.goOn()
        }
    }

    private func noteStand() {
        let obstacles = vigil.obstacles(at: time.now)
        guard obstacles != stand, vigil.leadership.hasHeardEverybody else { return }
        stand = obstacles
        let words = obstacles.isEmpty ? "leads" : "does not act: \(obstacles.joined(separator: "; "))"
        site.time.begin { [site, machine] in await site.note("\(machine.name) \(words)") }
    }

    private func goOn() async {
        guard await site.isAlive(machine) else { return }
        await look()
        act()
    }

    private func carryOut(_ order: Vigil.Order) async {
        switch order {
        case .inquire: vigil.inquired(await inquire(), at: time.now)
        case .failover(let reason):
            let end = await failOver(because: reason)
            vigil.failedOver(end, at: time.now)
        case .reconcile: vigil.remedied(well: true, at: time.now)
        case .resume(let id): vigil.remedied(well: await finish(id), at: time.now)
        }
    }

    private func inquire() async -> Verdict? {
        let facts = await desk.lookForTheDead()
        let search = EmergencySearch(in: site.cluster, seen: facts)
        return search.primary.map { Verdict(of: $0, in: site.cluster, seen: facts) }
    }

    private func failOver(because reason: String) async -> Vigil.FailoverEnd {
        switch await doing("failover", because: reason, { await $0.run(.deadPrimary) }) {
        case .refused(let reasons): return .refused(await inquire(), because: reasons)
        case .ended(let plan, let outcome):
            return outcome.hasMoved ? .moved(to: plan.roles.candidate) : .failed(because: outcome.words)
        }
    }

    private func finish(_ id: String) async -> Bool {
        attempts[id, default: 0] += 1
        if attempts[id, default: 0] > Self.mostAttempts {
            vigil.unfinished = nil
            return false
        }
        return await doing("resume", because: id) { await $0.resume(id) }.isWell
    }

    private func doing(
        _ what: String, because reason: String, _ body: (SimulatedDesk) async -> SimulatedDesk.End
    ) async -> SimulatedDesk.End {
        isRunning = true
        let end = await body(desk)
        isRunning = false
        vigil.unfinished = await shelf.unfinished?.plan.id
        await site.tell(of: end, what, because: reason, by: machine)
        return end
    }

    private nonisolated var desk: SimulatedDesk {
        SimulatedDesk(
            site: site, machine: machine, shelf: shelf, playbooks: playbooks, leadership: SimulatedLeadership(of: self),
            consent: .policy)
    }

    /// Asked between any two stages: what the last pulses said.
    fileprivate func lossOfLeadership() -> String? {
        vigil.leadership.obstacle(without: vigil.silentPrimary, at: time.now)
    }
}

/// A watch's leadership, as a right without which a walk does not go on.
private struct SimulatedLeadership: HeldLock {
    private let watch: SimulatedWatch

    init(of watch: SimulatedWatch) { self.watch = watch }

    func loss() async -> String? { await watch.lossOfLeadership() }
}
