import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation

/// How a week goes: calm, then something goes wrong, often two things at once; a person repairs it, and the cluster is whole again.
struct WeekCourse {
    private let week: WatchWeek
    private let site: SimulatedSite
    private let playbooks: SimulatedPlaybooks
    private let person: SimulatedPerson
    private var dice: SeededDice
    private var watches: [String: SimulatedWatch] = [:]
    private(set) var incidents = 0

    private var time: VirtualTime { site.time }
    private var machines: [String] { (1...week.watches).map { "watch\($0)" } }
    private var members: [MemberName] { site.cluster.members.map(\.name) }

    /// How long a person who mends has for it, whatever went wrong.
    private static let patience = Duration.seconds(3600)

    init(of week: WatchWeek, at site: SimulatedSite, dice: SeededDice, playbooks: SimulatedPlaybooks) async {
        self.week = week
        self.site = site
        self.dice = dice
        self.playbooks = playbooks
        person = await SimulatedPerson(at: site, playbooks: playbooks)
    }

    mutating func go() async {
        let end = Duration.seconds(86_400 * week.days)
        time.begin { [site] in await site.beat() }
        for machine in machines { await startWatch(on: machine, with: RunShelf()) }
        await time.sleep(for: .seconds(30))
        while time.now < end, await site.violations.isEmpty {
            await pass(calm: min(end, time.now + dice.calm()))
            if time.now < end { await sufferIncident() }
        }
        await judgeTheEnd()
    }

    private func pass(calm until: Duration) async {
        await site.calm(until: until - .seconds(5))
        await time.sleep(until: until)
    }

    // MARK: Incidents

    private mutating func sufferIncident() async {
        incidents += 1
        await suffer(dice.mishap())
        while dice.happens(40) {
            await time.sleep(for: dice.span(.zero ..< .seconds(25)))
            await suffer(dice.mishap())
        }
        await time.sleep(for: dice.span(.seconds(15) ..< .seconds(260)))
        await repair()
    }

    private mutating func suffer(_ mishap: Mishap) async {
        let primary = await site.plant.writable.first
        let victim = dice.happens(65) ? primary ?? dice.pick(members) : dice.pick(members)
        let machine = dice.pick(machines)
        await site.note("mishap: \(mishap), \(mishap.isOfMachine ? machine : victim.text)")
        switch mishap {
        case .killed: await site.change { $0.crash(victim) }
        case .restarted:
            await site.change {
                $0.crash(victim); $0.restart(victim)
            }
        case .frozen: await site.change { $0.freeze(victim) }
        case .powerLost: await site.change { $0.loseHost(victim) }
        case .thawed: await site.change { cluster in cluster.servers.keys.forEach { cluster.thaw($0) } }
        case .watchCut: await cut(machine, from: dice.some(of: members))
        case .memberCut: await isolate(victim)
        case .membersCut: await sever(victim, dice.pick(members))
        case .watchKilled: await killWatch(on: machine)
        case .watchReplaced:
            await killWatch(on: machine)
            await site.forgot(machine)
            await startWatch(on: machine, with: RunShelf())
        case .watchRestarted: await restartWatch(on: machine)
        case .paused: await pause(true)
        case .storm: await site.storm(Int.random(in: 3...30, using: &dice))
        case .watchKilledAtWork: await ambush { $0.kill($1) }
        case .serverKilledAtWork: await ambush { site, _ in site.change { $0.crash(victim) } }
        case .powerLostAtWork: await ambush { site, _ in site.change { $0.loseHost(victim) } }
        case .watchCutAtWork:
            let lost = dice.some(of: members)
            await ambush { site, machine in lost.forEach { site.cut(machine.name, from: $0) } }
        }
    }

    /// Lies in wait for a watch, and gives it a reason to work.
    private mutating func ambush(_ deed: @escaping SimulatedSite.Ambush) async {
        await site.ambush(after: Int.random(in: 0..<14, using: &dice), deed)
        guard let primary = await site.plant.writable.first else { return }
        await site.change { $0.crash(primary) }
    }

    private func cut(_ machine: String, from members: [MemberName]) async {
        for member in members { await site.cut(machine, from: member) }
    }

    /// Nobody hears of it any more, but the clients on its side.
    private func isolate(_ victim: MemberName) async {
        for machine in machines { await site.cut(machine, from: victim) }
        for member in members where member != victim { await sever(victim, member) }
    }

    private func sever(_ one: MemberName, _ other: MemberName) async {
        if one != other { await site.change { $0.cuts.insert(MemberPair(one, other)) } }
    }

    // MARK: Watches

    private mutating func startWatch(on name: String, with shelf: RunShelf) async {
        let machine = await site.startWatch(name)
        let watch = SimulatedWatch(on: machine, of: site, with: shelf, playbooks: playbooks)
        watches[name] = watch
        time.begin { await watch.watch() }
    }

    private func killWatch(on name: String) async {
        if let watch = watches[name] { await site.kill(watch.machine) }
    }

    private mutating func restartWatch(on name: String) async {
        guard let watch = watches[name] else { return }
        await site.kill(watch.machine)
        await startWatch(on: name, with: watch.shelf)
    }

    private func pause(_ isPaused: Bool) async {
        for (name, watch) in watches.sorted(by: { $0.key < $1.key }) {
            await watch.shelf.pause(isPaused ? Pause(until: nil, who: "person", reason: "work") : nil)
            await site.pause(name, isPaused)
        }
    }

    // MARK: Repair

    private mutating func repair() async {
        await site.note("repair")
        await site.heal()
        if dice.happens(70) { await pause(false) }
        for machine in machines {
            if let watch = watches[machine], await !site.isAlive(watch.machine) { await restartWatch(on: machine) }
        }
        await mend()
        await pause(false)
        guard dice.happens(75) else { return }
        for (name, watch) in watches.sorted(by: { $0.key < $1.key }) {
            await watch.shelf.acknowledge()
            await site.acknowledged(name)
        }
    }

    private func mend() async {
        let end = time.now + Self.patience
        var last: String?
        // What a watch does by itself it does first.
        await time.sleep(for: .seconds(20))
        while time.now < end, await site.violations.isEmpty {
            guard let trouble = await disorder() else { return await site.note("whole") }
            if trouble != last { await site.note("mends: \(trouble)") }
            last = trouble
            await time.sleep(for: .seconds(10))
        }
        if await site.violations.isEmpty { await site.violate("the cluster could not be mended: \(last ?? "")") }
    }

    /// The next thing that is wrong, and is being mended. That nobody leads passes by itself.
    private func disorder() async -> String? {
        if let trouble = await person.mend() { return trouble }
        return await site.leftovers.first
    }

    // MARK: The end

    private func judgeTheEnd() async {
        guard await site.violations.isEmpty else { return }
        await time.sleep(for: .seconds(90))
        if let trouble = await site.trouble { await site.violate("at the end the cluster is not whole: \(trouble)") }
        for sentence in await site.leftovers { await site.violate("at the end \(sentence)") }
        for (name, watch) in watches.sorted(by: { $0.key < $1.key }) {
            guard let run = await watch.shelf.unfinished else { continue }
            if run.obstacleToResume(in: await site.plant.facts) == nil {
                await site.violate("at the end nobody has finished \(run.plan.id) of \(name)")
            }
        }
    }
}

/// What may go wrong.
enum Mishap: CaseIterable {
    case killed, restarted, frozen, powerLost, thawed, watchCut, memberCut, membersCut, watchKilled, watchReplaced
    case watchRestarted, paused, storm
    /// In the middle of a watch's run.
    case watchKilledAtWork, serverKilledAtWork, powerLostAtWork, watchCutAtWork

    var isOfMachine: Bool {
        switch self {
        case .watchCut, .watchKilled, .watchReplaced, .watchRestarted: true
        default: false
        }
    }
}

extension SimulatedCluster {
    fileprivate var writable: [MemberName] { facts.writable }
}

extension SeededDice {
    fileprivate mutating func pick<Element>(_ list: [Element]) -> Element {
        list[Int.random(in: list.indices, using: &self)]
    }

    /// At least one of them.
    fileprivate mutating func some<Element>(of list: [Element]) -> [Element] {
        Array(list.shuffled(using: &self).prefix(Int.random(in: 1...list.count, using: &self)))
    }

    fileprivate mutating func mishap() -> Mishap {
        // Half of all is a server's end: what watches are for.
        happens(35) ? pick([.killed, .frozen, .powerLost, .memberCut]) : pick(Mishap.allCases)
    }

    /// Some come soon after the last one.
    fileprivate mutating func calm() -> Duration {
        happens(25) ? span(.seconds(60) ..< .seconds(1800)) : span(.seconds(3600) ..< .seconds(12 * 3600))
    }
}
