import HactlModel

/// What hactl's account needs, and why. Tried on MySQL 9.7 and MariaDB 10.11 with an account that has nothing else.
enum Grants {
    static func mysql(_ version: ServerVersion) -> [RequiredGrant] {
        let definer = version >= ServerVersion(8, 2) ? "SET_ANY_DEFINER, ALLOW_NONEXISTENT_DEFINER" : "SET_USER_ID"
        return [
            RequiredGrant("REPLICATION CLIENT, PROCESS ON *.*", because: "see replication, sessions and transactions"),
            RequiredGrant("SELECT ON performance_schema.*", because: "see replication groups and persisted settings"),
            RequiredGrant("XA_RECOVER_ADMIN ON *.*", because: "see prepared XA transactions"),
            RequiredGrant(
                "SYSTEM_VARIABLES_ADMIN, CONNECTION_ADMIN ON *.*", because: "close and open a server, end sessions"),
            RequiredGrant("PERSIST_RO_VARIABLES_ADMIN ON *.*", because: "let a server come back read-only"),
            RequiredGrant("REPLICATION_SLAVE_ADMIN ON *.*", because: "make a server follow another one"),
            RequiredGrant("RELOAD ON *.*", because: "RESET REPLICA ALL: make a new primary forget its source"),
            RequiredGrant("EVENT, \(definer) ON *.*", because: "stop and start events in their definers' names"),
        ] + (version >= ServerVersion(8, 0, 16) ? [systemUser] : []) + [marker]
            + (version >= ServerVersion(8, 0, 17) ? clone : [])
    }

    private static let clone = [
        RequiredGrant(
            "BACKUP_ADMIN, CLONE_ADMIN ON *.*", because: "rebuild a member from another one's data", isForCopies: true),
        RequiredGrant(
            "INSERT ON `mysql`.`plugin`", because: "load the clone plugin where a rebuild does not find it",
            isForCopies: true),
    ]

    /// Without it: 1227 for the first, 1095 for the second.
    private static let systemUser = RequiredGrant(
        "SYSTEM_USER ON *.*", because: "alter events and end sessions of accounts that have it, such as root")

    static let mysql57 = [
        RequiredGrant(
            "SUPER ON *.*", because: "close and open a server, end sessions, follow another server, alter events"),
        RequiredGrant("REPLICATION CLIENT, PROCESS ON *.*", because: "see replication, sessions and transactions"),
        forget,
        RequiredGrant("SELECT ON performance_schema.*", because: "see replication groups"),
        RequiredGrant("EVENT ON *.*", because: "see, stop and start events"),
        marker,
    ]

    static func mariadb(_ version: ServerVersion) -> [RequiredGrant] {
        let see = RequiredGrant("SELECT ON `mysql`.*", because: "know who may write to a read-only server")
        let events = RequiredGrant("EVENT ON *.*", because: "see, stop and start events")
        guard version >= ServerVersion(10, 5, 2) else {
            return [
                RequiredGrant("SUPER ON *.*", because: "close and open a server, end sessions, follow, alter events"),
                RequiredGrant("REPLICATION CLIENT, PROCESS ON *.*", because: "see replication and sessions"),
                see, forget, events, marker, dump,
            ]
        }
        return [
            RequiredGrant("PROCESS, REPLICA MONITOR, BINLOG MONITOR ON *.*", because: "see replication and sessions"),
            see,
            RequiredGrant("READ_ONLY ADMIN, CONNECTION ADMIN ON *.*", because: "close and open a server, end sessions"),
            RequiredGrant("REPLICATION SLAVE ADMIN, REPLICATION MASTER ADMIN ON *.*", because: "follow, semi-sync"),
            RequiredGrant(
                "RELOAD ON *.*", because: "RESET SLAVE ALL: forget a source; BACKUP STAGE: close for everybody"),
            RequiredGrant("BINLOG ADMIN ON *.*", because: "keep changes of events out of the binlog"),
            RequiredGrant("SET USER ON *.*", because: "alter events in their definers' names"),
            events, marker, dump,
        ]
    }

    private static let dump = RequiredGrant(
        "SELECT, SHOW VIEW, TRIGGER ON *.*", because: "rebuild a member from a dump of another one", isForCopies: true)

    private static let forget = RequiredGrant(
        "RELOAD ON *.*", because: "RESET SLAVE ALL: make a new primary forget its source")

    private static let marker = RequiredGrant(
        "CREATE, SELECT, INSERT, DELETE ON `hactl`.*", because: "write a row that names the run")
}
