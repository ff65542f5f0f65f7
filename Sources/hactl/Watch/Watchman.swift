import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

/// Watches one cluster: feels pulses, looks, and does what its vigil says. Clusters do not wait for each other.
actor Watchman {
    let desk: Desk
    let world: LiveWorld
    let secrets = SecretBook()
    let board: WatchBoard
    let tell: @Sendable (WatchNews) -> Void
    let options: PlanOptions
    let output: OutputOptions
    private let lines: [PulseLine]
    private let checks: Playbook
    private let looksOnly: Bool
    private let lease: EtcdLease?

    var vigil: Vigil
    /// The last look.
    private var health: ClusterHealth?
    private var pause: Pause?
    private var openRuns: OpenRuns
    var stand: Stand?
    var verdict: DatedVerdict?
    var running: RunUnderway?
    /// Whether something is being done that looks and judges by itself.
    var isRunning = false
    /// Whether people were told that the primary gives no sign.
    var isSuspecting = false
    /// Why nothing was done, as people were told last.
    var toldToHoldBack: [String] = []
    /// When the primary last answered: an outage is counted from then.
    var lastSign = ContinuousClock.now
    /// By run: one that can't be finished is not tried for ever.
    var attempts: [String: Int] = [:]
    private var isEnding = false
    private var doing: Task<Void, Never>?

    init(
        at desk: Desk, on board: WatchBoard, looksOnly: Bool, saying output: OutputOptions,
        telling tell: @escaping @Sendable (WatchNews) -> Void
    ) throws {
        var desk = desk
        desk.agent = "watch"
        self.desk = desk
        options = try PlanOptions.parse([])
        self.output = output
        self.board = board
        self.looksOnly = looksOnly
        self.tell = tell
        world = LiveWorld(to: desk.cluster, secrets: secrets)
        lines = world.allLinks.map { PulseLine(over: $0) }
        lease = desk.cluster.watch.lease.map { [secrets] in EtcdLease($0, of: desk.cluster.name, secrets: secrets) }
        checks = try PlaybookShelf(environment: desk.environment).find("switchover").playbook
        openRuns = OpenRuns(of: desk)
        vigil = Vigil(over: desk.cluster)
        vigil.unfinished = desk.unfinishedRun
    }

    /// Goes on until its task is cancelled; what it does then comes to its end first, and is felt for until then: without a pulse there is no
    /// leadership, and without that no run.
    func watch() async {
        let senses = Task {
            await withDiscardingTaskGroup { group in
                for line in lines { group.addTask { await self.feel(line) } }
                group.addTask { await self.lookAgainAndAgain() }
                if let lease, !looksOnly { group.addTask { await self.keep(lease) } }
            }
        }
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
        isEnding = true
        await doing?.value
        senses.cancel()
        await senses.value
        await lease?.release()
        for line in lines { await line.close() }
        await world.close()
    }

    // MARK: Feeling

    private nonisolated func feel(_ line: PulseLine) async {
        let pace = desk.cluster.watch.ping
        // Not everybody at the same moment.
        var next = ContinuousClock.now + pace * Double.random(in: 0..<1)
        while !Task.isCancelled {
            await line.rest(until: next)
            if Task.isCancelled { return }
            next = .now + pace
            let sight = await line.feel(within: pace)
            if Task.isCancelled { return }
            guard let move = await heard(sight, of: line.member) else { continue }
            await line.make(move)
            next = .now
        }
    }

    private nonisolated func keep(_ lease: EtcdLease) async {
        while !Task.isCancelled {
            if await seesEnough {
                let next = ContinuousClock.now + lease.pace
                await heard(lease.hold())
                try? await Task.sleep(until: next)
            } else {
                await letGo(of: lease)
                try? await Task.sleep(for: desk.cluster.watch.ping)
            }
        }
    }

    private var seesEnough: Bool {
        vigil.leadership.seesEnough(without: vigil.silentPrimary, at: SystemClock.uptime())
    }

    private func letGo(of lease: EtcdLease) async {
        vigil.letGoOfLease()
        await lease.release()
    }

    private func heard(_ word: LeaseWord) {
        vigil.heard(word)
        act()
    }

    private func heard(_ sight: Sight<Pulse>, of member: MemberName) -> Leadership.Move? {
        board.count {
            $0.pings += 1
            $0.missedPings += sight.value == nil ? 1 : 0
        }
        if member == vigil.primary, sight.value != nil { noteSign(of: member) }
        let move = vigil.heard(
            sight, of: member, at: SystemClock.uptime(),
            patience: desk.cluster.watch.ping * Double.random(in: 1..<4))
        act()
        return looksOnly ? nil : move
    }

    private func noteSign(of primary: MemberName) {
        lastSign = .now
        guard isSuspecting else { return }
        (isSuspecting, toldToHoldBack) = (false, [])
        tell(.recovers(primary))
    }

    // MARK: Looking

    private func lookAgainAndAgain() async {
        while !Task.isCancelled {
            let next = ContinuousClock.now + desk.cluster.watch.look
            if !isRunning { await look() }
            try? await Task.sleep(until: max(next, .now))
        }
    }

    func look() async {
        let survey = await Survey(forWatchOf: desk.cluster, in: world)
        let facts = await desk.inquire(into: survey.facts, in: world)
        // A run that began meanwhile knows better, and whoever is closing sees nothing.
        if isRunning || isEnding || Task.isCancelled { return }
        board.count { $0.looks += 1 }
        pause = desk.pause
        vigil.isPaused = pause != nil
        let primary = survey.search.primary ?? EmergencySearch(in: desk.cluster, seen: survey.facts).primary
        let mourned = vigil.looked(
            primary: primary, isInOrder: primary == nil || isCalm(survey), at: SystemClock.uptime())
        if let mourned { noteFailover(from: mourned) }
        publish(examined(survey, facts))
        act()
    }

    /// Whoever else has failed over: another machine, or a person on this one, whose journal tells of it already.
    private func noteFailover(from former: MemberName) {
        let now = SystemClock.now()
        let begin = now + (lastSign - .now)
        if JournalShelf(runs: desk.runs).failovers(of: desk.cluster.name).contains(where: { $0.at >= begin }) { return }
        if let problem = FailoverBook(of: desk.cluster.name, in: desk.runs).note(from: former, at: now) {
            tell(.holdsBack(["a failover by others can't be noted: \(problem)"]))
        }
    }

    private func examined(_ survey: Survey, _ facts: Facts) -> ClusterHealth {
        do { return try desk.examine(survey, knowing: facts, for: checks, interrupted: openRuns.findings()) } catch {
            return ClusterHealth(
                unseen: desk.cluster, because: (error as? Quit)?.refusal.problem ?? "\(error)", at: survey.observedAt)
        }
    }

    private func isCalm(_ survey: Survey) -> Bool {
        if desk.cluster.readers == nil, desk.cluster.proxies.isEmpty { return true }
        return (try? desk.calm(seeing: survey)) != nil
    }

    private func publish(_ fresh: ClusterHealth) {
        let (before, state) = (health?.status, health?.state)
        health = fresh
        let status = status(of: fresh)
        board.post(status, fresh)
        // That nobody takes writes any more is news, though it was critical before.
        if before != status.status || state != status.state { tell(.changes(from: before, to: status)) }
    }

    /// What changed between two looks.
    func publish() {
        if let health { board.post(status(of: health)) }
    }

    private func status(of health: ClusterHealth) -> ClusterStatus {
        ClusterStatus(
            of: health, verdict: verdict, stand: stand ?? .cutOff(reason: "it has only begun"), pause: pause,
            running: running, holdsBack: vigil.holdsBack)
    }

    // MARK: Acting

    func act() {
        noteStand()
        guard !isEnding, !looksOnly, let order = vigil.next(at: SystemClock.uptime()) else { return }
        doing = Task {
            await carryOut(order)
            act()
        }
    }

    private func noteStand() {
        let now = currentStand
        // What was not even asked yet is no news.
        guard now != stand, looksOnly || vigil.leadership.hasHeardEverybody else { return }
        let isNews = now.isNews(after: stand)
        stand = now
        publish()
        if isNews { tell(.stands(now)) }
    }

    private var currentStand: Stand {
        if looksOnly { return .lookingOnly(because: "--look-only") }
        return switch vigil.leadership.standing(without: vigil.silentPrimary, at: SystemClock.uptime()) {
        case .leads: .leading
        case .standsBy(let leader): .standingBy(leader: leader ?? "another watch")
        case .lacksGrip(let reason): .cutOff(reason: reason)
        }
    }
}
