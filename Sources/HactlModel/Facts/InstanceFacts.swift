/// What a server says of itself, in aspects that can be looked at one by one.
package struct InstanceFacts: Equatable, Sendable, Codable {
    package var identity: Identity
    package var writability: Writability
    package var transactions: Transactions
    package var channels: [ReplicationChannel]
    package var binlog: BinlogFacts
    package var semiSync: SemiSyncFacts?
    package var activity: Activity
    package var events: EventFacts
    package var managers: [ManagerLock]
    /// Server variables that are compared between members, by name.
    package var settings: [String: String]
    /// Users of which an account may write to a read-only server, connected now or not; empty on a server that can
    /// shut everyone out.
    package var privilegedUsers: [String]
    /// What the server would not show, with its reason: `prepared XA transactions (Access denied; …)`. An empty list
    /// elsewhere then means "not known".
    package var blindSpots: [String]
    /// What hactl's own account lacks, as `RELOAD ON *.* (…)`; empty as well where that can't be told (`blindSpots`).
    package var missingPrivileges: [String]
    /// When the server's certificate expires; `nil` where it has none, or that was not asked.
    package var certificateEnd: Moment?
    /// How long ago the newest heartbeat was written that it has; `nil` where the inventory names no table for them.
    package var heartbeat: Sight<Duration>?

    package init(
        identity: Identity, writability: Writability, transactions: Transactions, channels: [ReplicationChannel] = [],
        binlog: BinlogFacts = BinlogFacts(), semiSync: SemiSyncFacts? = nil, activity: Activity = Activity(),
        events: EventFacts = EventFacts(), managers: [ManagerLock] = [], settings: [String: String] = [:],
        privilegedUsers: [String] = [], blindSpots: [String] = [], missingPrivileges: [String] = [],
        certificateEnd: Moment? = nil, heartbeat: Sight<Duration>? = nil
    ) {
        self.heartbeat = heartbeat
        self.certificateEnd = certificateEnd
        self.identity = identity
        self.writability = writability
        self.transactions = transactions
        self.channels = channels
        self.binlog = binlog
        self.semiSync = semiSync
        self.activity = activity
        self.events = events
        self.managers = managers
        self.settings = settings
        self.privilegedUsers = privilegedUsers
        self.blindSpots = blindSpots
        self.missingPrivileges = missingPrivileges
    }
}

/// Who a server is.
package struct Identity: Equatable, Sendable, Codable {
    package var flavour: Flavour
    package var version: ServerVersion
    package var serverID: UInt64
    /// `server_uuid` on MySQL; on MariaDB, which has none, `server_id` as text.
    package var uuid: String
    package var hostname: String
    package var port: Int
    /// Why this server can't be handled as one with ordinary replication: Galera, Group Replication.
    package var clusterware: String?

    package init(
        flavour: Flavour, version: ServerVersion, serverID: UInt64, uuid: String, hostname: String = "",
        port: Int = 3306, clusterware: String? = nil
    ) {
        self.flavour = flavour
        self.version = version
        self.serverID = serverID
        self.uuid = uuid
        self.hostname = hostname
        self.port = port
        self.clusterware = clusterware
    }
}

package enum Flavour: String, Sendable, Codable, CaseIterable {
    case mysql, mariadb
}

/// `9.7.4` of `9.7.4-log`.
package struct ServerVersion: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package var major: Int
    package var minor: Int
    package var patch: Int

    package init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Reads the leading numbers of `@@version`; what is missing counts as 0.
    package init(reading text: String) {
        let numbers = text.split(separator: "-", maxSplits: 1).first?.split(separator: ".").map { Int($0) ?? 0 } ?? []
        self.init(numbers.first ?? 0, numbers.count > 1 ? numbers[1] : 0, numbers.count > 2 ? numbers[2] : 0)
    }

    package static func < (left: ServerVersion, right: ServerVersion) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    package var description: String { "\(major).\(minor).\(patch)" }
}

/// Whether a server takes writes, now and after a restart.
package struct Writability: Hashable, Sendable, Codable {
    package var readOnly: Bool
    /// `nil` where the server knows no such thing (MariaDB).
    package var superReadOnly: Bool?
    /// What `read_only` will be after a restart; `nil` when it can't be told.
    package var persistedReadOnly: Bool?

    package init(readOnly: Bool, superReadOnly: Bool? = nil, persistedReadOnly: Bool? = nil) {
        self.readOnly = readOnly
        self.superReadOnly = superReadOnly
        self.persistedReadOnly = persistedReadOnly
    }

    package var isWritable: Bool { !readOnly }
    /// Read-only as far as the server can be: also for privileged sessions where it knows such a thing.
    package var isClosed: Bool { readOnly && superReadOnly != false }
}

/// Which transactions a server has.
package struct Transactions: Equatable, Sendable, Codable {
    /// Applied: `gtid_executed`, `gtid_binlog_pos` and `gtid_slave_pos` taken together, or the binlog position.
    package var executed: TransactionSet
    /// No longer in the binlog (`gtid_purged`); `nil` where the server doesn't say.
    package var purged: TransactionSet?
    /// MariaDB: the last sequence of every domain and server (`gtid_binlog_state`).
    package var state: MariaDBGTIDList?

    package init(executed: TransactionSet, purged: TransactionSet? = nil, state: MariaDBGTIDList? = nil) {
        self.executed = executed
        self.purged = purged
        self.state = state
    }
}
