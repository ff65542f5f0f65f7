import HactlModel
import HactlPlan

extension CheckCases {
    static let inventory = [limits, pinned, account]

    private static let limits = CaseList(LimitsSanity.self)
        .warns(nil, "longer than the freeze of 2s") { $0.cluster.limits.longTransaction = .seconds(10) }
        .warns(nil, "a connect may take 9s") { $0.cluster.limits.connect = .seconds(9) }

    private static let pinned = CaseList(PinnedIdentities.self)
        .fine("pinned in capitals") { $0.member("db1") { $0.identity = Cast.uuid(1).uppercased() } }
        .fine("a server_id pinned on MariaDB", .mariadb) { $0.member("db1") { $0.identity = "1" } }
        .refuses("db1", "db1:3306 answers as 11111111-") { $0.member("db1") { $0.identity = Cast.uuid(8) } }
        .refuses("db1", "db1 is addressed through the writer VIP") {
            $0.member("db1") { $0.address.host = "10.0.0.100" }
        }

    private static let account = CaseList(ReplicationAccountKnown.self)
        .refuses(nil, "the inventory names no replication account") { $0.cluster.replication = nil }
}
