import HactlModel
import HactlPlan
import Testing

/// The table of rules: what was seen, and what it means.
@Suite struct VerdictTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let title: String
        let kind: VerdictKind
        let arrange: @Sendable (inout Scene) -> Void

        init(_ kind: VerdictKind, _ title: String, _ arrange: @escaping @Sendable (inout Scene) -> Void) {
            self.title = title
            self.kind = kind
            self.arrange = arrange
        }

        var testDescription: String { "\(title): \(kind.rawValue)" }
    }

    @Test(arguments: cases) func eachCase(_ sample: Case) {
        var scene = Cast.mysql()
        sample.arrange(&scene)
        let verdict = Verdict(of: "db1", in: scene.cluster, seen: scene.facts)
        #expect(verdict.kind == sample.kind, "\(verdict.sentence) \(verdict.evidence)")
        #expect(!verdict.evidence.isEmpty)
    }

    private static let mute = WayFacts(server: .mute, host: .answers)
    private static let refusing = WayFacts(server: .refuses, host: .answers)
    private static let answering = WayFacts(server: .answers, host: .answers)
    private static let nothing = WayFacts(server: .silent, host: .gone)

    private static let cases = answers + hostSeen + hostUnseen

    private static let answers = [
        Case(.healthy, "it answers") { _ in },
        Case(.healthy, "it answers, though nobody else reaches it") { $0.knocks(at: "db1", nothing) },
        Case(.semiSyncLocked, "commits wait for nobody") {
            $0.server("db1") {
                $0.semiSync = SemiSyncFacts(
                    sourceEnabled: true, replicaEnabled: false, sourceActive: true, connectedReplicas: 0,
                    waitingSessions: 3)
            }
        },
        Case(.healthy, "commits wait, and replicas are there") {
            $0.server("db1") {
                $0.semiSync = SemiSyncFacts(
                    sourceEnabled: true, replicaEnabled: false, sourceActive: true, connectedReplicas: 1,
                    waitingSessions: 3)
            }
        },
        Case(.hung, "it answers, and its disk is full") { $0.host("db1") { $0.freeBytes = 0 } },
        Case(.overloaded, "it let us in and did not answer") { $0.loseServer("db1", .slow) },
        Case(.hung, "it let us in, did not answer, and its disk hangs") {
            $0.loseServer("db1", .slow)
            $0.host("db1") { $0.daemon.processes = [ServerProcess(id: 7, stuckThreads: 2)] }
        },
        Case(.refused, "too many connections") { $0.loseServer("db1", .tooManyConnections) },
        Case(.refused, "our account is wrong") { $0.loseServer("db1", .authentication) },
        Case(.refused, "we are blocked") { $0.loseServer("db1", .blocked) },
    ]

    private static let hostSeen = [
        Case(.processDead, "no process, and its host says so") { $0.killServer("db1") },
        Case(.processDead, "no process, and nobody could knock") {
            $0.killServer("db1")
            $0.facts.ways = [:]
        },
        Case(.processDead, "a zombie is no process") {
            $0.killServer("db1")
            $0.host("db1") { $0.daemon.processes = [ServerProcess(id: 7, state: .zombie)] }
        },
        Case(.partition, "no process is seen, and yet others are greeted: it runs in a container, say") {
            $0.killServer("db1")
            $0.knocks(at: "db1", answering)
        },
        Case(.hung, "stopped") {
            $0.killServer("db1", .timedOut)
            $0.knocks(at: "db1", mute)
            $0.host("db1") {
                $0.daemon.processes = [ServerProcess(id: 7, state: .stopped)]
                $0.daemon.isListening = true
            }
        },
        Case(.starting, "a process that does not listen yet") {
            $0.killServer("db1")
            $0.host("db1") { $0.daemon.processes = [ServerProcess(id: 7, state: .running)] }
        },
        Case(.hung, "it waits for a disk") {
            $0.killServer("db1", .timedOut)
            $0.knocks(at: "db1", mute)
            $0.host("db1") {
                $0.daemon.processes = [ServerProcess(id: 7, state: .inDiskSleep)]
                $0.daemon.isListening = true
            }
        },
        Case(.hung, "it listens and speaks to nobody") {
            $0.killServer("db1", .timedOut)
            $0.knocks(at: "db1", mute)
            $0.host("db1") {
                $0.daemon.processes = [ServerProcess(id: 7)]
                $0.daemon.isListening = true
            }
        },
        Case(.partition, "only our way to its port is closed") {
            $0.loseServer("db1", .timedOut)
            $0.knocks(at: "db1", answering)
            $0.host("db1") { $0.daemon.processes = [ServerProcess(id: 7)] }
        },
    ]

    private static let hostUnseen = [
        Case(.hostDead, "nobody reaches anything of it") { $0.powerOff("db1") },
        Case(.unknown, "nobody could knock, and receivers have not noticed") { scene in
            scene.lose("db1")
            for name: MemberName in ["db2", "db3"] { scene.channel(name) { $0.receiver = .connecting(error: "") } }
        },
        Case(.partition, "a receiver runs, and nobody could knock: it may live") { $0.lose("db1") },
        Case(.partition, "we are cut off from it, and the others are not") {
            $0.lose("db1")
            $0.knocks(at: "db1", answering)
        },
        Case(.partition, "one of the others reaches it") {
            $0.lose("db1")
            $0.knocks(at: "db1", nothing)
            $0.facts.ways["db1"]?["db3"] = .seen(answering)
        },
        Case(.unknown, "its host answers others, its server does not") {
            $0.lose("db1")
            $0.knocks(at: "db1", WayFacts(server: .silent, host: .answers))
        },
        Case(.unknown, "half of the others could not knock") {
            $0.powerOff("db1")
            $0.facts.ways["db1"]?["db3"] = nil
            $0.channel("db3") { $0.receiver = .stopped(error: "") }
        },
        Case(.hung, "the whole host is frozen: its kernel takes connections") {
            $0.lose("db1")
            $0.knocks(at: "db1", WayFacts(server: .mute, host: .mute))
        },
        Case(.processDead, "its sshd does not let us in, and nobody listens, from everywhere") {
            $0.loseServer("db1", .refused)
            $0.loseHost("db1", .authentication)
            $0.knocks(at: "db1", refusing)
        },
        Case(.unknown, "nobody listens where we look, and others hear nothing") {
            $0.loseServer("db1", .refused)
            $0.loseHost("db1", .authentication)
            $0.knocks(at: "db1", nothing)
        },
        Case(.observerIsolated, "we see nobody") {
            for name in Cast.names { $0.lose(name) }
        },
    ]

    /// Whatever is seen: acting is for proofs alone.
    @Test func nothingButProofsAllowsToAct() {
        #expect(VerdictKind.allCases.filter(\.provesDeath) == [.processDead, .hostDead])
        #expect(!VerdictKind.actionable.contains(.unknown) && !VerdictKind.actionable.contains(.healthy))
        #expect(!VerdictKind.actionable.contains(.partition) && !VerdictKind.actionable.contains(.refused))
    }

    /// Every combination of what we, the host and two witnesses can say: death is never proven while anybody is answered.
    @Test func deathIsNeverProvenWhileSomebodyIsAnswered() {
        let doors = Door.allCases
        for ours in Unreachable.Kind.allCases {
            for host in [nil, Unreachable.Kind.timedOut, .authentication, .refused] {
                for one in doors {
                    for other in doors { expectNoProof(ours, host, one, other) }
                }
            }
        }
    }

    private func expectNoProof(_ ours: Unreachable.Kind, _ host: Unreachable.Kind?, _ one: Door, _ other: Door) {
        var scene = Cast.mysql()
        scene.killServer("db1", ours)
        if let host { scene.loseHost("db1", host) }
        scene.facts.ways["db1"] = [
            "db2": .seen(WayFacts(server: one, host: one)), "db3": .seen(WayFacts(server: other, host: other)),
        ]
        let verdict = Verdict(of: "db1", in: scene.cluster, seen: scene.facts)
        let isAnswered = one == .answers || other == .answers
        if isAnswered { #expect(!verdict.kind.provesDeath, "\(verdict.evidence)") }
        if Unreachable(ours, detail: "").provesLife { #expect(!verdict.kind.provesDeath, "\(verdict.evidence)") }
    }
}
