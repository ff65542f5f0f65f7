/// All that the inventory files say: clusters by name, in the order they were written.
package struct Inventory: Equatable, Sendable {
    package var clusters: [Cluster]

    package init(clusters: [Cluster]) { self.clusters = clusters }

    package func cluster(named name: String) -> Cluster? { clusters.first { $0.name == name } }
}

/// One writer, its replicas, and the way clients find them.
package struct Cluster: Equatable, Sendable {
    package var name: String
    /// In the order they were written; names are unique.
    package var members: [Member]
    package var writer: VirtualAddress?
    package var readers: ReaderPool?
    /// What leads clients to the members beside the addresses, in the order it was written; names are unique.
    package var proxies: [Proxy]
    /// How many of the proxies a run must be able to change. Those beyond that may be unreachable: they are owed.
    package var proxyQuorum: Int
    /// Where heartbeats are written; `nil` where nobody writes any.
    package var heartbeat: HeartbeatTable?
    /// Two members that follow each other, one of them the writer; empty where there is one primary alone.
    package var partners: [MemberName]
    /// The account with which replicas follow the primary. Needed to make an old primary follow a new one.
    package var replication: ReplicationAccount?
    package var limits: Limits
    /// What hactl may do when nobody watches.
    package var policy: Policy
    package var watch: WatchSchedule
    /// Who is told of what happens while nobody looks.
    package var notify: [NoticeChannel]
    package var place: SourcePlace

    package init(
        name: String, members: [Member], writer: VirtualAddress? = nil, replication: ReplicationAccount? = nil,
        limits: Limits = Limits(), policy: Policy = Policy(), partners: [MemberName] = [], readers: ReaderPool? = nil,
        proxies: [Proxy] = [], proxyQuorum: Int? = nil, heartbeat: HeartbeatTable? = nil,
        watch: WatchSchedule = WatchSchedule(), notify: [NoticeChannel] = [], place: SourcePlace
    ) {
        self.heartbeat = heartbeat
        self.name = name
        self.proxies = proxies
        self.proxyQuorum = proxyQuorum ?? proxies.count
        self.members = members
        self.writer = writer
        self.replication = replication
        self.limits = limits
        self.policy = policy
        self.watch = watch
        self.notify = notify
        self.partners = partners
        self.readers = readers
        self.place = place
    }

    /// Whom a member follows although it may be the primary.
    package func partner(of name: MemberName) -> MemberName? {
        partners.contains(name) ? partners.first { $0 != name } : nil
    }

    package func proxy(named name: ProxyName) -> Proxy? { proxies.first { $0.name == name } }
    package func member(named name: MemberName) -> Member? { members.first { $0.name == name } }
}

/// One server of a cluster and the host it runs on.
package struct Member: Equatable, Sendable {
    package var name: MemberName
    /// Where hactl and the other servers reach it over SQL.
    package var address: InstanceAddress
    package var datacenter: String?
    package var promotion: PromotionRule
    /// How strong its hardware is, compared with the others'; more is better.
    package var weight: Int
    /// Pinned `server_uuid` (MySQL) or `server_id` as text (MariaDB): a server that answers with another one is refused.
    package var identity: String?
    package var ssh: SSHAccess
    package var sql: SQLAccess
    /// Interface of this host that carries the writer VIP, when it differs from the cluster's.
    package var interface: String?
    /// A command for the machine that runs hactl: it takes the host's power, and ends with 0 when that is off.
    package var powerOff: [String]?
    package var place: SourcePlace

    package init(
        name: MemberName, address: InstanceAddress, datacenter: String? = nil, promotion: PromotionRule = .neutral,
        weight: Int = Member.usualWeight, identity: String? = nil, ssh: SSHAccess, sql: SQLAccess,
        interface: String? = nil,
        powerOff: [String]? = nil, place: SourcePlace
    ) {
        self.name = name
        self.address = address
        self.datacenter = datacenter
        self.promotion = promotion
        self.weight = weight
        self.identity = identity
        self.ssh = ssh
        self.sql = sql
        self.interface = interface
        self.powerOff = powerOff
        self.place = place
    }

    package static let usualWeight = 100
}

/// How willingly a member becomes primary: orchestrator's five words, best first.
package enum PromotionRule: String, CaseIterable, Comparable, Sendable, Codable {
    case must, prefer, neutral
    case preferNot = "prefer_not"
    case mustNot = "must_not"

    package static func < (left: PromotionRule, right: PromotionRule) -> Bool { left.rank < right.rank }

    private var rank: Int { PromotionRule.allCases.firstIndex(of: self) ?? 0 }
}

/// A virtual address: clients find a role by it, whichever host carries it.
package struct VirtualAddress: Hashable, Sendable, Codable {
    /// IPv4 in dotted form.
    package var address: String
    /// 1…32.
    package var prefix: Int
    package var interface: String
    /// Where the servers listen behind the address.
    package var port: Int
    /// Where keepalived carries the address: the file on each member that says whether it may (`track_file`); `nil` where hactl
    /// moves the address itself.
    package var trackFile: String?

    package init(address: String, prefix: Int, interface: String, port: Int = 3306, trackFile: String? = nil) {
        self.address = address
        self.prefix = prefix
        self.interface = interface
        self.port = port
        self.trackFile = trackFile
    }
}

/// The account replicas use to follow their source.
package struct ReplicationAccount: Equatable, Sendable {
    package var user: String
    package var password: SecretReference
    /// Whether replicas use TLS to their source.
    package var tls: Bool

    package init(user: String, password: SecretReference, tls: Bool) {
        self.user = user
        self.password = password
        self.tls = tls
    }
}

/// Thresholds of a cluster. Every duration is positive.
package struct Limits: Hashable, Sendable {
    /// The most a replica may lag.
    package var lag: Duration
    /// How long writes may stay frozen before they are given back.
    package var freeze: Duration
    /// A transaction older than this blocks a switchover.
    package var longTransaction: Duration
    /// How long one look at one host may take.
    package var look: Duration
    /// How long one connect may take.
    package var connect: Duration

    package init(
        lag: Duration = .seconds(5), freeze: Duration = .seconds(2), longTransaction: Duration = .seconds(1),
        look: Duration = .seconds(3), connect: Duration = .seconds(2)
    ) {
        self.lag = lag
        self.freeze = freeze
        self.longTransaction = longTransaction
        self.look = look
        self.connect = connect
    }
}
