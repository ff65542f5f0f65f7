import HactlModel
import HactlPlan

extension CheckCases {
    static let rebuild = [recipientIdle, donor, copyMeans, copySpace, nothingWanted]

    /// db1 is to be rebuilt from db3's data, below db2.
    private static func begin(_ scene: inout Scene) {
        scene.roles = Roles(primary: "db1", candidate: "db2", replicas: ["db3"], donor: "db3")
        scene.premise = .lostReplica
        let open = scene.facts.instance("db1")?.writability
        let closed = scene.facts.instance("db3")?.writability
        scene.server("db1") { $0.writability = closed ?? $0.writability }
        scene.server("db2") {
            $0.writability = open ?? $0.writability
            $0.channels = []
        }
        scene.channel("db3") { $0.source = Cast.address("db2") }
        for name in Cast.names {
            scene.facts.members[name]?.data = DataFacts(directory: "/var/lib/mysql/", bytes: 10 << 30)
        }
    }

    private static let recipientIdle = CaseList(RecipientIdle.self)
        .fine("nobody needs it") { begin(&$0) }
        .refuses("db1", "db1 takes writes") {
            begin(&$0)
            $0.server("db1") { $0.writability = Writability(readOnly: false, superReadOnly: false) }
        }
        .refuses("db1", "while db3 follows it") {
            begin(&$0)
            $0.channel("db3") { $0.source = Cast.address("db1") }
        }
        .refuses("db1", "while db3 follows it") {
            begin(&$0)
            $0.channel("db3") {
                $0.source = Cast.address("db1")
                $0.receiver = .stopped(error: "")
            }
        }
        .fine("a primary whose failover died keeps the channel to it, stopped") {
            begin(&$0)
            $0.server("db2") {
                $0.channels = [ReplicationChannel(source: Cast.address("db1"), receiver: .stopped(error: ""))]
            }
        }
        .refuses("db1", "while db2 follows it") {
            begin(&$0)
            $0.server("db2") { $0.channels = [ReplicationChannel(source: Cast.address("db1"))] }
        }
        .refuses("db1", "somebody reads its binlog") {
            begin(&$0)
            $0.server("db1") { $0.activity.dumpThreads = 1 }
        }

    private static let donor = CaseList(DonorUsable.self)
        .fine("a replica gives") { begin(&$0) }
        .refuses(nil, "there is no donor") {
            begin(&$0)
            $0.roles.donor = nil
        }
        .refuses("db3", "its replication does not run") {
            begin(&$0)
            $0.channel("db3") { $0.applier = .stopped(error: "error 1062") }
        }
        .refuses("db3", "of another series") {
            begin(&$0)
            $0.server("db3") { $0.identity.version = ServerVersion(9, 0) }
        }
        .fine("within a series") {
            begin(&$0)
            $0.server("db3") { $0.identity.version = ServerVersion(8, 4, 9) }
        }
        .refuses("db3", "the versions must be the same") {
            begin(&$0)
            $0.server("db1") { $0.identity.version = ServerVersion(8, 0, 36) }
            $0.server("db3") { $0.identity.version = ServerVersion(8, 0, 42) }
        }
        .refuses("db3", "which db2 lacks") {
            begin(&$0)
            $0.server("db3") { $0.transactions.executed = Cast.gtids("\(Cast.uuid(1)):1-100,\(Cast.uuid(3)):1") }
        }
        .warns("db2", "copied from the primary") {
            begin(&$0)
            $0.roles.donor = "db2"
        }

    private static let copyMeans = CaseList(CopyMeans.self)
        .fine("both may") { begin(&$0) }
        .refuses("db3", "the account hactl lacks BACKUP_ADMIN") {
            begin(&$0)
            $0.facts.members["db3"]?.data?.missingPrivileges = ["BACKUP_ADMIN ON *.* (rebuild)"]
        }
        .refuses("db1", "what db1 keeps can't be seen") {
            begin(&$0)
            $0.facts.members["db1"]?.data = nil
        }
        .objects("db3", "shop.log of db3 are not InnoDB") {
            begin(&$0)
            $0.facts.members["db3"]?.data?.uncopied = ["shop.log"]
        }

    private static let copySpace = CaseList(CopySpace.self)
        .fine("there is room") { begin(&$0) }
        .fine("what is dropped makes room") {
            begin(&$0)
            $0.host("db1") { $0.freeBytes = 2 << 30 }
        }
        .objects("db1", "it would fill the disk") {
            begin(&$0)
            $0.facts.members["db1"]?.data?.bytes = 1 << 30
            $0.host("db1") { $0.freeBytes = 2 << 30 }
        }
        .objects("db1", "can't be told") {
            begin(&$0)
            $0.host("db1") { $0.freeBytes = nil }
        }
        .objects("db1", "can't be told") {
            begin(&$0)
            $0.facts.members["db1"]?.data?.directory = "/data/mysql/"
        }

    private static let nothingWanted = CaseList(NothingWanted.self)
        .warns("db1", "everything on db1 is thrown away") { begin(&$0) }
        .objects("db1", "\(Cast.uuid(1)):101-107, which db2 lacks") {
            begin(&$0)
            $0.server("db1") { $0.transactions.executed = Cast.gtids("\(Cast.uuid(1)):1-107") }
        }
        .objects("db1", "can't be told: it does not answer") {
            begin(&$0)
            $0.loseServer("db1", .refused)
            $0.host("db1") { $0.daemon.isFenced = true }
            $0 = $0.judged
        }
}
