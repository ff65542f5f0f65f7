import HactlModel
import HactlPlan
import HactlRun

/// A simulated cluster and the machines around it: who reaches whom, whose locks are on the servers, and what happened. What
/// several machines do at the same moment meets here.
package actor SimulatedSite {
    package nonisolated let time: VirtualTime
    package nonisolated let cluster: Cluster
    package internal(set) var plant: SimulatedCluster
    package var dice: SeededDice
    var rules: WatchRules
    /// Of a hundred answers so many are lost or late.
    package private(set) var storm = 0
    var cuts: Set<Cut> = []
    var lives: [String: Int] = [:]
    var locks: [ClusterLock.Purpose: [MemberName: SimulatedSession]] = [:]
    /// Since when a server has heard nothing of the session that keeps its lock.
    var silences: [Hold: Duration] = [:]
    /// Sessions that their machine has given up, and the server has not.
    var abandoned: Set<SimulatedSession> = []
    private var lastSession: UInt64 = 0
    private var lastRun = 0
    /// Until when nothing happens but what has happened already.
    private var calmEnd = Duration.zero
    /// Time that only the dead live through.
    private var afterlife = Duration.zero
    package private(set) var chronicle: [String] = []
    /// What happens to whoever acts, once so many orders were given by watches.
    private var ambush: (orders: Int, deed: Ambush)?
    /// What is refused again and again is told once.
    var lastRefusals: [String: String] = [:]
    var watchers: Set<SimulatedMachine> = []
    /// The runs that were begun, and when.
    var plans: [String: (plan: Plan, at: Duration)] = [:]

    struct Cut: Hashable {
        let machine: String
        let member: MemberName
    }

    struct Hold: Hashable {
        let purpose: ClusterLock.Purpose
        let member: MemberName
    }

    /// Something that is done in the middle of a watch's run, by its machine.
    package typealias Ambush = @Sendable (isolated SimulatedSite, SimulatedMachine) -> Void

    package init(_ cluster: Cluster, seen facts: Facts, in time: VirtualTime, dice: SeededDice) {
        self.time = time
        self.cluster = cluster
        self.dice = dice
        plant = SimulatedCluster(seen: facts, cluster: cluster)
        plant.promise = .onceReceived
        rules = WatchRules(for: cluster)
    }

    package nonisolated var names: [MemberName] { cluster.members.map(\.name) }
    /// What a wall clock says.
    package nonisolated var moment: Moment { Moment(milliseconds: 1_790_000_000_000) + time.now }

    // MARK: Time

    /// A second passes for everybody, again and again.
    package func beat() async {
        while !time.isOver {
            tick()
            await wait(until: time.now + .seconds(1))
        }
    }

    func tick() {
        plant.tick()
        reap()
        for sentence in plant.violations { rules.violate(sentence) }
        rules.note(stand, at: time.now)
        publishViolations()
    }

    private func publishViolations() {
        for sentence in rules.freshViolations() { note("WRONG: \(sentence)") }
    }

    /// As whoever waits who comes round again and again: through a calm nobody comes round, for each time would be like the last.
    package func wait(until moment: Duration) async {
        await time.sleep(until: moment)
        if calmEnd > time.now { await time.sleep(until: calmEnd + dice.span(.zero..<cluster.watch.ping)) }
    }

    package func calm(until moment: Duration) { calmEnd = moment }

    package func span(_ range: Range<Duration>) -> Duration { dice.span(range) }

    func uptime(of machine: SimulatedMachine) -> Duration { isAlive(machine) ? time.now : time.now + afterlife }

    /// For whoever is dead time is over soon.
    func outlive(_ span: Duration) { afterlife += span }

    // MARK: What happened

    package func note(_ sentence: String) { chronicle.append("\(time.now.clock) \(sentence)") }

    package func violate(_ sentence: String) {
        rules.violate(sentence)
        publishViolations()
    }

    package var violations: [String] { rules.violations }
    package var tally: WatchTally { rules.tally }

    // MARK: Names

    func freshSession(of machine: SimulatedMachine) -> SimulatedSession {
        lastSession += 1
        return SimulatedSession(id: lastSession, machine: machine)
    }

    func freshRun() -> String {
        lastRun += 1
        return "\(cluster.name)-\(lastRun)"
    }

    // MARK: Machines

    /// hactl begins on a machine, for a person.
    package func start(_ name: String) -> SimulatedMachine {
        lives[name, default: 0] += 1
        return SimulatedMachine(name: name, life: lives[name] ?? 1)
    }

    /// A watch begins on a machine.
    package func startWatch(_ name: String) -> SimulatedMachine {
        let machine = start(name)
        watchers.insert(machine)
        return machine
    }

    /// It dies, and the kernel of its machine ends its sessions wherever that is heard.
    package func kill(_ machine: SimulatedMachine) {
        guard lives[machine.name] == machine.life else { return }
        lives[machine.name] = machine.life + 1
        plant.sealed = []
        for (purpose, holds) in locks {
            for (member, session) in holds where session.machine == machine && reaches(machine, member) {
                if plant.servers[member]?.isUp == true { locks[purpose]?[member] = nil }
            }
        }
    }

    package func isAlive(_ machine: SimulatedMachine) -> Bool { !time.isOver && lives[machine.name] == machine.life }

    /// Whether packets go to a member's host and back; whether it answers is another thing.
    func reaches(_ machine: SimulatedMachine, _ member: MemberName) -> Bool {
        !cuts.contains(Cut(machine: machine.name, member: member)) && plant.servers[member]?.isHostUp == true
    }

    // MARK: Mishaps

    package func change(_ body: (inout SimulatedCluster) -> Void) {
        body(&plant)
        tick()
    }

    package func cut(_ machine: String, from member: MemberName) { cuts.insert(Cut(machine: machine, member: member)) }

    package func storm(_ percent: Int) { storm = percent }

    /// Lies in wait for the next run of a watch.
    ///
    /// - Parameter orders: how many orders it gives before, 0 or more.
    package func ambush(after orders: Int, _ deed: @escaping Ambush) { ambush = (orders, deed) }

    /// A machine gives an order.
    func meetAmbush(of machine: SimulatedMachine) {
        guard watchers.contains(machine), let (orders, deed) = ambush else { return }
        ambush = orders == 0 ? nil : (orders - 1, deed)
        if orders == 0 { deed(self, machine) }
    }

    /// All ways are as they were.
    package func heal() {
        cuts = []
        plant.cuts = []
        storm = 0
        ambush = nil
    }

    func loses() -> Bool { storm > 0 && dice.happens(storm) }
}

extension Duration {
    /// Day, hour, minute and second of a story: "3d 04:05:06.789".
    package var clock: String {
        let all = Int(self / .milliseconds(1))
        let seconds = all / 1000
        let parts = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let rest = String(all % 1000 + 1000).dropFirst()
        return "\(seconds / 86_400)d \(parts.joined(separator: ":")).\(rest)"
    }
}
