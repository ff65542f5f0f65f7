import HactlModel
import HactlPlan
import Testing

struct ElectionTests {
    private func elect(
        _ flavour: Flavour = .mysql, wanting wanted: MemberName? = nil, _ arrange: (inout Scene) -> Void = { _ in }
    ) -> Election {
        var scene = Cast.of(flavour)
        arrange(&scene)
        return Election(in: scene.cluster, seen: scene.facts, primary: "db1", wanted: wanted)
    }

    @Test("among equals the first of the inventory", arguments: Flavour.allCases)
    func equals(_ flavour: Flavour) {
        let election = elect(flavour)
        #expect(election.chosen == "db2")
        #expect(election.standings.map(\.member) == ["db2", "db3", "db1"])
        #expect(election.standings.map(\.outcome) == [.chosen, .eligible, .rejected])
        #expect(
            election.standings.map(\.sentence) == [
                "db2 is chosen: promotion neutral, in datacenter ams, lag 0s, has everything applied",
                "db3 could be primary: promotion neutral, in datacenter ams, lag 0s, has everything applied",
                "db1 is rejected: it is the primary",
            ])
    }

    @Test func promotionRulesComeFirst() {
        #expect(
            elect {
                $0.member("db3") { $0.promotion = .prefer }
                $0.member("db3") { $0.datacenter = "fra" }
            }.chosen == "db3")
        #expect(elect { $0.member("db2") { $0.promotion = .preferNot } }.chosen == "db3")
    }

    @Test func theSameDatacenterComesBeforeLessLag() {
        let election = elect {
            $0.member("db2") { $0.datacenter = "fra" }
            $0.channel("db3") { $0.lag = 3 }
        }
        #expect(election.chosen == "db3")
    }

    @Test func theStrongerHardwareComesBeforeLessLag() {
        let election = elect {
            $0.member("db3") { $0.weight = 150 }
            $0.channel("db3") { $0.lag = 3 }
        }
        #expect(election.chosen == "db3")
        #expect(election.standings[0].sentence.contains("in datacenter ams, weight 150, lag 3s"))
    }

    @Test func whoLagsTooMuchComesLast() {
        let election = elect {
            $0.member("db2") { $0.datacenter = "fra" }
            $0.channel("db3") { $0.lag = 60 }
        }
        #expect(election.chosen == "db2")
    }

    @Test func mostExecutedWins() {
        let mysql = elect {
            $0.server("db2") { $0.transactions.executed = Cast.gtids("\(Cast.uuid(1)):1-90") }
        }
        #expect(mysql.chosen == "db3")
        let mariadb = elect(.mariadb) {
            $0.server("db2") { $0.transactions.executed = .domains(Cast.list("0-1-90")) }
        }
        #expect(mariadb.chosen == "db3")
        #expect(mariadb.standings[1].sentence.hasSuffix("10 transactions to apply"))
    }

    struct Obstacle: Sendable, CustomTestStringConvertible {
        let sentence: String
        let arrange: @Sendable (inout Scene) -> Void
        var testDescription: String { sentence }

        init(_ sentence: String, _ arrange: @escaping @Sendable (inout Scene) -> Void) {
            self.sentence = sentence
            self.arrange = arrange
        }
    }

    static let obstacles = [
        Obstacle("must_not") { $0.member("db2") { $0.promotion = .mustNot } },
        Obstacle("can't be seen over SQL") { $0.loseServer("db2") },
        Obstacle("can't be seen over SSH") { $0.loseHost("db2") },
        Obstacle("Galera") { $0.server("db2") { $0.identity.clusterware = "Galera" } },
        Obstacle("takes writes") { $0.server("db2") { $0.writability.readOnly = false } },
        Obstacle("follows nobody") { $0.server("db2") { $0.channels = [] } },
        Obstacle("the applier on db2 is stopped") { $0.channel("db2") { $0.applier = .stopped(error: "") } },
        Obstacle("by file and position") { $0.channel("db2") { $0.autoPosition = false } },
        Obstacle("delayed by 60s") { $0.channel("db2") { $0.delay = 60 } },
        Obstacle("has no binary log") { $0.server("db2") { $0.binlog.enabled = false } },
        Obstacle("log_replica_updates OFF") { $0.server("db2") { $0.binlog.logsReplicaUpdates = false } },
        Obstacle("filters") { $0.channel("db2") { $0.filters = ["replicate_do_db=a"] } },
        Obstacle("is newer than db3") { $0.server("db2") { $0.identity.version = ServerVersion(9, 1) } },
        Obstacle("never had") {
            $0.server("db2") {
                $0.transactions.executed = Cast.gtids("\(Cast.uuid(1)):1-100,\(Cast.uuid(2)):1")
            }
        },
    ]

    @Test("what keeps a member from being chosen keeps it from being named", arguments: obstacles)
    func obstacle(_ obstacle: Obstacle) {
        let free = elect(.mysql, obstacle.arrange)
        #expect(free.chosen == "db3")
        let standing = free.standings.first { $0.member == "db2" }
        #expect(standing?.outcome == .rejected)
        #expect(standing?.sentence.contains(obstacle.sentence) == true, "\(standing?.sentence ?? "")")

        let named = elect(.mysql, wanting: "db2", obstacle.arrange)
        #expect(named.chosen == nil)
        #expect(named.findings.first?.summary.contains(obstacle.sentence) == true)
        #expect(named.findings.allSatisfy { !$0.mayBeAccepted })
    }

    @Test func aNamedMemberGoesBeforeABetterOne() {
        let election = elect(wanting: "db3") { $0.member("db2") { $0.promotion = .must } }
        #expect(election.chosen == "db3")
        #expect(election.standings.map(\.outcome) == [.chosen, .eligible, .rejected])
    }

    @Test func strangersAreRefusedWithAHint() {
        let election = elect(wanting: "bd2")
        #expect(election.chosen == nil)
        #expect(election.findings.first?.remedy == "Did you mean `db2`?")
    }

    @Test func thePrimaryItselfIsRefused() {
        #expect(elect(wanting: "db1").findings.first?.summary == "db1 can't become primary: it is the primary")
    }

    @Test("in an upgrade everybody but the old primary is newer: the run's check speaks of it, not the election")
    func upgrade() {
        let election = elect {
            for name: MemberName in ["db2", "db3"] { $0.server(name) { $0.identity.version = ServerVersion(9, 1) } }
        }
        #expect(election.chosen == "db2")
    }

    @Test func nobodyLeftSaysWhyForEach() {
        let election = elect {
            $0.lose("db2")
            $0.member("db3") { $0.promotion = .mustNot }
        }
        #expect(election.chosen == nil)
        let summary = election.findings.first?.summary ?? ""
        #expect(summary.contains("db2: db2 can't be seen") && summary.contains("db3: the inventory says must_not"))
    }
}
