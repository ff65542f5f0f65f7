import HactlConfig
import HactlModel
import HactlPlan
import HactlRun
import HactlSimulation

/// A week in which one or two watches guard a cluster, and things go wrong at random. The same seed is the same week.
struct WatchWeek: Sendable {
    let seed: UInt64
    let flavour: Flavour
    /// How many machines watch: 1 or 2.
    let watches: Int
    /// In days of simulated time.
    var days = 7

    struct Report: Sendable {
        var violations: [String]
        var chronicle: [String]
        var tally: WatchTally
        var incidents: Int
    }

    func pass() throws -> Report? {
        let time = VirtualTime()
        let playbooks = SimulatedPlaybooks(
            try ["failover", "rejoin", "rebuild"].map { try Story(flavour, playbook: Story.text(of: $0)).playbook })
        var model = ModelCluster(flavour)
        model.standGuarded()
        return time.run { [self, model] in
            var dice = SeededDice(seed: seed &* 4 + UInt64(watches) * 2 + (flavour == .mysql ? 0 : 1))
            let site = SimulatedSite(
                model.cluster, seen: model.facts, in: time, dice: SeededDice(seed: dice.next()))
            var course = await WeekCourse(of: self, at: site, dice: dice, playbooks: playbooks)
            await course.go()
            return Report(
                violations: await site.violations, chronicle: await site.chronicle, tally: await site.tally,
                incidents: course.incidents)
        }
    }
}

extension ModelCluster {
    /// As a site has it that watches guard: a policy, a way to take the power, and nobody who may ignore `read_only`.
    fileprivate mutating func standGuarded() {
        cluster.policy.unattended = [.processDead, .hostDead, .hung]
        cluster.replication = ReplicationAccount(user: "repl", password: .environment("REPL"), tls: false)
        for index in cluster.members.indices { cluster.members[index].powerOff = ["/bin/off"] }
        for name in facts.members.keys {
            guard var instance = facts.instance(name) else { continue }
            instance.activity = Activity()
            if instance.identity.flavour == .mysql { instance.transactions.purged = .gtids(MySQLGTIDSet()) }
            facts.members[name]?.instance = .seen(instance)
            if var host = facts.host(name) {
                host.freeBytes = 8 << 30
                facts.members[name]?.host = .seen(host)
            }
            facts.members[name]?.data = DataFacts(directory: "/var/lib/mysql/", bytes: 1 << 30, isReady: true)
            facts.members[name]?.copy = CopyFacts()
        }
    }
}
