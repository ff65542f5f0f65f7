import Foundation
import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation
import Testing

/// Every action of the built-in failover, for every way in which a primary dies and in which its replicas were left, with
/// every kind of loss.
@Suite(.serialized) struct FailoverSweepTests {
    @Test(arguments: Demise.all) func aSmoothRunIsDone(_ demise: Demise) async throws {
        let rehearsal = try demise.rehearsal()
        let run = await rehearsal.run()
        #expect(run.outcome == .done)
        #expect(run.cluster.violations == [])
        #expect(run.cluster.lost(on: demise.candidate).isEmpty)
        #expect(run.cluster.facts.writable == [demise.candidate])
    }

    @Test(arguments: Demise.all) func noLossBreaksAnInvariant(_ demise: Demise) async throws {
        let rehearsal = try demise.rehearsal()
        let runs = await rehearsal.sweep(actions: await rehearsal.run().actions.count)
        #expect(runs.count > 100)
        for run in runs {
            #expect(rehearsal.judge(run) == [], "\(run.outcome)")
            for writer in run.cluster.facts.writable where writer != "db1" {
                #expect(run.cluster.lost(on: writer).isEmpty, "\(run.fault.map(String.init(describing:)) ?? "")")
            }
        }
    }

    /// A run that begins where it differs is the run that it would have been from the start. The steps of a stage come in any
    /// order: compared is what comes after the promotion, one step after the other, and only where the same action suffered.
    @Test(arguments: [Demise(.mysql, .process, .backlog), Demise(.mariadb, .hostWithPower, .fed)])
    func aRunFromAWaypointIsTheSame(_ demise: Demise) async throws {
        let rehearsal = try demise.rehearsal()
        let smooth = await rehearsal.run()
        let opening = try #require(smooth.actions.firstIndex(of: .sql(demise.candidate, .open)))
        var compared = 0
        for short in await rehearsal.sweep(actions: smooth.actions.count) {
            let fault = try #require(short.fault)
            guard fault.action > opening + 1 else { continue }
            let whole = await rehearsal.run(with: fault)
            guard short.actions[fault.action] == whole.actions[fault.action] else { continue }
            compared += 1
            #expect(short.outcome == whole.outcome && short.cluster == whole.cluster, "\(fault)")
        }
        #expect(compared > 100)
    }

    /// Wherever hactl dies, `resume` ends with one writer that has everything, or with none and says so.
    @Test(arguments: Demise.all) func resumeEndsWellWhereverTheRunDied(_ demise: Demise) async throws {
        let rehearsal = try demise.rehearsal()
        for end in try await rehearsal.resumptions() {
            #expect(end.outcome == .done, "\(end.fault)")
            #expect(end.cluster.violations == [] && end.cluster.facts.writable == [demise.candidate])
            #expect(end.cluster.lost(on: demise.candidate).isEmpty)
        }
    }

    /// hactl died, people have brought the primary back, and then somebody resumes the run: it is not taken for dead any more.
    @Test func whoIsBackIsNotTakenForDead() async throws {
        let rehearsal = try Demise(.mysql, .hostWithPower, .even).rehearsal()
        var (refused, fenced) = (0, 0)
        for action in 0..<(await rehearsal.run().actions.count) {
            let death = await rehearsal.run(with: Fault(at: action, .controllerDiesAfter))
            let recovery = try #require(Recovery(reading: death.entries))
            var cluster = death.cluster
            if !cluster.facts.writable.isEmpty { continue }
            cluster.powerOn("db1")
            cluster.restart("db1")
            guard cluster.facts.writable == ["db1"] else { continue }
            #expect(
                recovery.obstacleToResume(in: cluster.facts)?.contains("is back and takes writes") == true, "\(action)")
            #expect(recovery.obstacleToRollback(in: cluster.facts) == nil, "\(action)")
            refused += 1
            // Closed it is in nobody's way, and is fenced anew before another one is opened.
            cluster.servers["db1"]?.facts.writability = Writability(readOnly: true, superReadOnly: true)
            // A look at servers tells nothing of what runs have noted.
            var seen = cluster.facts
            seen.ledger = []
            let world = SimulatedWorld(cluster)
            var walk = Walk(resuming: recovery, from: seen, in: world, journal: SimulatedJournal(death.entries))
            #expect(await walk.run() == .done, "\(action)")
            let after = await world.cluster
            #expect(after.violations == [], "\(action)")
            if after.facts.writable == ["db2"], after.servers["db1"]?.isUp == false { fenced += 1 }
        }
        #expect(refused > 0 && fenced == refused)
    }

    /// The run died after the commit point, and people have made the former primary a replica: the rest of the run would fence it.
    @Test func whoWasTakenBackIsNotFenced() async throws {
        let rehearsal = try Demise(.mysql, .hostWithPower, .even).rehearsal()
        let opening = try #require(await rehearsal.run().actions.firstIndex(of: .sql("db2", .open)))
        let death = await rehearsal.run(with: Fault(at: opening, .controllerDiesAfter))
        let recovery = try #require(Recovery(reading: death.entries))
        var cluster = death.cluster
        #expect(cluster.facts.writable == ["db2"] && recovery.obstacleToResume(in: cluster.facts) == nil)
        cluster.powerOn("db1")
        cluster.servers["db1"]?.facts.writability = Writability(readOnly: true, superReadOnly: true)
        #expect(recovery.obstacleToResume(in: cluster.facts) == nil)
        let source = try #require(cluster.servers["db2"]?.address)
        cluster.servers["db1"]?.facts.channels = [ReplicationChannel(source: source, sourceIdentity: "uuid-2")]
        #expect(recovery.obstacleToResume(in: cluster.facts)?.contains("is back and follows another one") == true)
    }

    /// A playbook that promotes before it has fenced, or before everything is applied, is refused.
    @Test func aPlaybookThatLeavesSomethingOutIsRefused() async throws {
        let whole = try String(contentsOfFile: Story.builtIn("failover"), encoding: .utf8)
        let lines = ["        - fence: {on: primary}\n", "        - apply-received: {on: candidate}\n"]
        for line in lines {
            #expect(whole.contains(line))
            var demise = Demise(.mysql, .process, .backlog)
            demise.playbook = whole.replacing(line, with: "")
            let objections = await (try demise.rehearsal()).objections()
            #expect(!objections.isEmpty, "without \(line)")
        }
    }
}

/// How a primary died, and how it left its replicas.
struct Demise: Sendable, CustomTestStringConvertible {
    enum Cause: String, CaseIterable { case process, disk, hostWithPower, hostUnfenced }
    /// What the replicas have: the same; not all applied; db3 more than db2; the same with db2 preferred.
    enum Legacy: String, CaseIterable { case even, backlog, ahead, fed }

    let flavour: Flavour
    let cause: Cause
    let legacy: Legacy
    var playbook: String?
    var isKeptAlive = false

    init(_ flavour: Flavour, _ cause: Cause, _ legacy: Legacy) {
        self.flavour = flavour
        self.cause = cause
        self.legacy = legacy
    }

    /// MariaDB differs in words alone here: two of its cases stand for the others.
    static let all =
        Cause.allCases.flatMap { cause in Legacy.allCases.map { Demise(.mysql, cause, $0) } }
        + [Demise(.mariadb, .process, .backlog), Demise(.mariadb, .hostWithPower, .fed)]

    var testDescription: String { "\(flavour.rawValue), \(cause.rawValue), \(legacy.rawValue)" }

    var candidate: MemberName { legacy == .ahead ? "db3" : "db2" }

    func rehearsal() throws -> Rehearsal {
        let story = try story()
        let plan = try plan(in: story)
        #expect(plan.roles.candidate == candidate)
        return Rehearsal(of: plan, on: story.cluster, seen: story.facts)
    }

    func story() throws -> Story {
        var story = try Story(
            flavour, playbook: playbook ?? String(contentsOfFile: Story.builtIn("failover"), encoding: .utf8))
        if isKeptAlive { story.carryByKeepalived(on: "db1") }
        kill(&story)
        bequeath(&story)
        return story
    }

    /// - Parameter heir: who takes writes already.
    func plan(in story: Story, heir: MemberName? = nil) throws -> Plan {
        let scene = try scene(of: story, heir: heir)
        return try Planner(in: scene).plan(
            story.playbook, .init(version: "test", createdAt: Moment(milliseconds: 0), validFor: .seconds(900)))
    }

    func scene(of story: Story, heir: MemberName?) throws -> Scene {
        let succession = Succession(in: story.cluster, seen: story.facts, primary: "db1", heir: heir)
        let chosen = try #require(succession.chosen)
        let roles = Roles(
            primary: "db1", candidate: chosen, replicas: succession.followers, isolated: succession.isolated,
            feeder: succession.feeder)
        return Scene(
            cluster: story.cluster, facts: story.facts, roles: roles, run: "shop-test", premise: .deadPrimary,
            accepted: [.hostUnfenced: [FencePossible.code], .disk: [PrimaryDead.code]][cause] ?? [])
    }

    private func kill(_ story: inout Story) {
        story.facts.members["db1"]?.instance = .unseen(
            Unreachable(cause == .process ? .refused : .timedOut, detail: ""))
        switch cause {
        case .process: story.facts.ways["db1"] = ways(WayFacts(server: .refuses, host: .answers))
        case .disk:
            story.facts.ways["db1"] = ways(WayFacts(server: .mute, host: .answers))
            guard var host = story.facts.host("db1") else { return }
            host.daemon.processes = [ServerProcess(id: 7, state: .inDiskSleep)]
            story.facts.members["db1"]?.host = .seen(host)
        case .hostWithPower, .hostUnfenced:
            story.facts.members["db1"]?.host = .unseen(Unreachable(.timedOut, detail: ""))
            story.facts.ways["db1"] = ways(WayFacts(server: .silent, host: .silent))
        }
        if cause == .hostWithPower { story.cluster.members[0].powerOff = ["/bin/off", "db1"] }
    }

    private func ways(_ way: WayFacts) -> [MemberName: Sight<WayFacts>] { ["db2": .seen(way), "db3": .seen(way)] }

    private func bequeath(_ story: inout Story) {
        let (db2, db3) = legacy == .ahead || legacy == .fed ? (2, 4) : (4, 4)
        give(db2, to: "db2", &story)
        give(db3, to: "db3", &story)
        if legacy == .fed { story.cluster.members[1].promotion = .prefer }
    }

    private func give(_ received: Int, to name: MemberName, _ story: inout Story) {
        guard var instance = story.facts.instance(name) else { return }
        let applied = legacy == .backlog || legacy == .fed ? 1 : received
        instance.transactions.executed = .gtids(.simulated(upTo: applied))
        instance.channels[0].received = .gtids(.simulated(upTo: received))
        instance.channels[0].receiver = .connecting(error: "error 2003")
        story.facts.members[name]?.instance = .seen(instance)
    }
}
