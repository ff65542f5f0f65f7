import HactlModel
import HactlPlan
import Testing

/// What `SHOW GRANTS` printed on real servers.
@Suite struct HeldPrivilegesTests {
    private let nine = ServerVersion(9, 7)
    private let maria = ServerVersion(10, 11)

    private func lacking(
        _ lines: [String], _ privileges: String, _ flavour: Flavour, _ version: ServerVersion
    ) -> String? {
        let grant = RequiredGrant(privileges, because: "")
        return HeldPrivileges(reading: lines).lacking(of: grant, on: flavour, version)?.privileges
    }

    private let mysqlLines = [
        "GRANT SELECT, RELOAD, PROCESS, REPLICATION CLIENT, EVENT ON *.* TO `hactl`@`%`",
        "GRANT CONNECTION_ADMIN,SYSTEM_USER,SYSTEM_VARIABLES_ADMIN ON *.* TO `hactl`@`%`",
        "GRANT ALL PRIVILEGES ON `hactl`.* TO `hactl`@`%`", "GRANT `r1`@`%` TO `hactl`@`%`",
    ]

    @Test func mysqlSplitsOverLines() {
        #expect(lacking(mysqlLines, "REPLICATION CLIENT, PROCESS ON *.*", .mysql, nine) == nil)
        #expect(lacking(mysqlLines, "SYSTEM_VARIABLES_ADMIN, CONNECTION_ADMIN ON *.*", .mysql, nine) == nil)
        #expect(lacking(mysqlLines, "CREATE, INSERT ON `hactl`.*", .mysql, nine) == nil)
        #expect(lacking(mysqlLines, "SELECT ON performance_schema.*", .mysql, nine) == nil, "a global one is enough")
        #expect(lacking(mysqlLines, "EVENT, SET_ANY_DEFINER ON *.*", .mysql, nine) == "SET_ANY_DEFINER ON *.*")
        #expect(lacking(mysqlLines, "INSERT ON `other`.*", .mysql, nine) == "INSERT ON `other`.*")
    }

    private let mariaLines = [
        "GRANT SELECT, PROCESS, SUPER, BINLOG MONITOR, READ_ONLY ADMIN, SLAVE MONITOR ON *.* TO `hactl`@`%` "
            + "IDENTIFIED BY PASSWORD '*AB'",
        "GRANT SELECT, INSERT ON `my\\_marks`.* TO `hactl`@`%`", "SET DEFAULT ROLE `r1` FOR `hactl`@`%`",
    ]

    @Test func mariaDBHasOtherNames() {
        #expect(lacking(mariaLines, "PROCESS, REPLICA MONITOR, BINLOG MONITOR ON *.*", .mariadb, maria) == nil)
        #expect(lacking(mariaLines, "REPLICATION CLIENT ON *.*", .mariadb, maria) == nil)
        #expect(lacking(mariaLines, "INSERT ON `my_marks`.*", .mariadb, maria) == nil)
        #expect(lacking(mariaLines, "RELOAD ON *.*", .mariadb, maria) == "RELOAD ON *.*")
    }

    /// SUPER lost READ_ONLY ADMIN in 10.11, and the others in 11.0.
    @Test func superCountsAsFarAsItGoes() {
        let root = ["GRANT SUPER ON *.* TO `a`@`%`"]
        #expect(lacking(root, "READ_ONLY ADMIN ON *.*", .mariadb, ServerVersion(10, 6)) == nil)
        #expect(lacking(root, "READ_ONLY ADMIN ON *.*", .mariadb, maria) != nil)
        #expect(lacking(root, "SET USER, BINLOG ADMIN ON *.*", .mariadb, maria) == nil)
        #expect(lacking(root, "SET USER ON *.*", .mariadb, ServerVersion(11, 4)) != nil)
        #expect(lacking(root, "SYSTEM_VARIABLES_ADMIN ON *.*", .mysql, nine) == nil)
        #expect(lacking(root, "XA_RECOVER_ADMIN ON *.*", .mysql, nine) != nil)
    }

    @Test func allIsAll() {
        let all = ["GRANT ALL PRIVILEGES ON *.* TO `a`@`%` IDENTIFIED BY PASSWORD '*B6'"]
        for grant in MariaDB(version: maria).requiredGrants {
            #expect(HeldPrivileges(reading: all).lacking(of: grant, on: .mariadb, maria) == nil, "\(grant)")
        }
    }
}
