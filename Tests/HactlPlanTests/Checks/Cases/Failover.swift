import HactlModel
import HactlPlan

extension CheckCases {
    static let failover = [primaryDead, fence, survivors, addressFree, loss, leftBehind, extraTransactions]

    private static let primaryDead = CaseList(PrimaryDead.self)
        .refuses("db1", "db1 is healthy") { _ in }
        .fine("its process is gone") { $0.killServer("db1") }
        .fine("nobody reaches it") { $0.powerOff("db1") }
        .objects("db1", "db1 is hung: its server is stopped") {
            $0.killServer("db1", .timedOut)
            $0.host("db1") { $0.daemon.processes = [ServerProcess(id: 7, state: .stopped)] }
        }
        .fine("the policy names it") {
            $0.killServer("db1", .timedOut)
            $0.host("db1") { $0.daemon.processes = [ServerProcess(id: 7, state: .stopped)] }
            $0.cluster.policy.unattended = [.hung]
        }
        .refuses("db1", "db1 is refused: it turns us away") { $0.loseServer("db1", .tooManyConnections) }
        .refuses("db1", "db1 is partition") {
            $0.lose("db1")
            $0.knocks(at: "db1", WayFacts(server: .answers, host: .answers))
        }

    private static let fence = CaseList(FencePossible.self)
        .fine("its host is there") { $0.killServer("db1") }
        .fine("it has a power command") {
            $0.powerOff("db1")
            $0.member("db1") { $0.powerOff = ["/bin/off", "db1"] }
        }
        .objects("db1", "the inventory has no power-off command") { $0.powerOff("db1") }
        .objects("db1", "the policy wants power-off") {
            $0.killServer("db1")
            $0.cluster.policy.fenceAtLeast = .powerOff
        }
        .objects("db1", "several servers run on its host") {
            $0.killServer("db1")
            $0.host("db1") { $0.daemon.processes = [ServerProcess(id: 7), ServerProcess(id: 8)] }
        }
        .fine("its server waits for a disk: its ports can be closed") {
            $0.killServer("db1")
            $0.host("db1") { $0.daemon.processes = [ServerProcess(id: 7, state: .zombie, stuckThreads: 2)] }
        }
        .objects("db1", "the policy wants server-stopped") {
            $0.killServer("db1")
            $0.host("db1") { $0.daemon.processes = [ServerProcess(id: 7, state: .inDiskSleep)] }
            $0.cluster.policy.fenceAtLeast = .serverStopped
        }
        .objects("db1", "its host has neither nft nor iptables") {
            $0.killServer("db1")
            $0.host("db1") {
                $0.daemon.processes = [ServerProcess(id: 7, state: .inDiskSleep)]
                $0.tools.canFilter = false
            }
        }
        .objects("db1", "sudo on its host does not allow it") {
            $0.killServer("db1")
            $0.host("db1") { $0.tools.canFence = false }
        }

    private static let survivors = CaseList(SurvivorsSeen.self)
        .fine("the primary itself is not asked for") { $0.powerOff("db1") }
        .objects("db3", "it may have transactions that nobody else has") { $0.lose("db3") }
        .refuses("db3", "it may have transactions that nobody else has") {
            $0.lose("db2")
            $0.lose("db3")
        }

    private static let addressFree = CaseList(AddressFree.self)
        .refuses("db3", "db3 holds the writer VIP") {
            $0.host("db3") { $0.addresses = [HeldAddress(address: "10.0.0.100", prefix: 24, interface: "eth0")] }
        }
        .refuses(nil, "still answers for the writer VIP") {
            $0.powerOff("db1")
            $0.facts.holders["10.0.0.100"] = .seen(["52:54:00:00:00:01"])
        }
        .fine("the host that answers is seen, and is fenced") {
            $0.killServer("db1")
            $0.facts.holders["10.0.0.100"] = .seen(["52:54:00:00:00:01"])
        }

    private static let leftBehind = CaseList(LeftBehind.self)
        .fine("with GTIDs") { scene in
            scene.killServer("db1")
            (scene.roles.replicas, scene.roles.isolated) = ([], ["db3"])
        }
        .fine("as far as the new primary") { scene in
            scene.forgetGTIDs()
            scene.killServer("db1")
            (scene.roles.replicas, scene.roles.isolated) = ([], ["db3"])
        }
        .warns("db3", "it would go on, so it is left behind") { scene in
            scene.forgetGTIDs()
            scene.killServer("db1")
            (scene.roles.replicas, scene.roles.isolated) = ([], ["db3"])
            let earlier = TransactionSet.file(log: Cast.uuid(1), name: "binlog.000001", position: 400)
            scene.channel("db3") { $0.places = SourcePlaces(read: earlier, executed: earlier) }
        }

    private static let loss = CaseList(LossKnown.self)
        .warns(nil, "replication was asynchronous") { $0.killServer("db1") }
        .notes(nil, "acknowledged as semi-sync replicas") {
            $0.killServer("db1")
            $0.server("db2") { $0.semiSync = SemiSyncFacts(sourceEnabled: false, replicaEnabled: true) }
        }

    private static let extraTransactions = CaseList(NoExtraTransactions.self)
        .refuses("db1", "writes that were lost in the failover") {
            $0.server("db1") { $0.transactions.executed = Cast.gtids("\(Cast.uuid(1)):1-107,\(Cast.uuid(3)):1-4") }
        }
}
