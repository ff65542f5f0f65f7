import HactlModel

/// What a replica has that its primary never had, and where that was written.
enum ErrantTransactions: Equatable {
    case none
    case found(String, origin: String)
    /// MariaDB: the last transaction of a server that no member is, older than what the primary remembers. No member
    /// can have written it.
    case foreign(String)
    case untold(because: String)

    /// The two were looked at one after the other: the replica may be seen with newer transactions of the primary
    /// than the primary itself was seen with. Those are no errant ones.
    init(of replica: InstanceFacts, to primary: InstanceFacts, in scene: Scene) {
        switch (replica.transactions.executed, primary.transactions.executed) {
        case (.gtids(let mine), .gtids(let theirs)):
            self = Self.mysql(mine.subtracting(theirs), primary, scene)
        case (.domains, .domains): self = Self.mariadb(replica, primary, scene)
        default: self = .untold(because: "the two do not count transactions by the same GTIDs")
        }
    }

    private static func mysql(_ extra: MySQLGTIDSet, _ primary: InstanceFacts, _ scene: Scene) -> Self {
        let own = try? ServerUUID(parsing: primary.identity.uuid)
        let errant = own.map(extra.excluding) ?? extra
        if errant.isEmpty { return .none }
        return .found(errant.description, origin: origins(errant.sources.map(\.description), scene))
    }

    private static func mariadb(_ replica: InstanceFacts, _ primary: InstanceFacts, _ scene: Scene) -> Self {
        guard let mine = replica.transactions.state, let theirs = primary.transactions.state else {
            return .untold(because: "gtid_binlog_state is not known of both")
        }
        let extra = mine.errant(to: theirs).gtids.filter { UInt64($0.server) != primary.identity.serverID }
        if extra.isEmpty { return .none }
        let members = Set(scene.members.map(\.instance.identity.serverID))
        let written = extra.filter { gtid in
            let isOld = theirs.latest(in: gtid.domain).map { gtid.sequence < $0.sequence } ?? false
            return members.contains(UInt64(gtid.server)) || !isOld
        }
        if written.isEmpty { return .foreign(extra.listed()) }
        return .found(written.listed(), origin: origins(written.map { String($0.server) }, scene))
    }

    private static func origins(_ identities: [String], _ scene: Scene) -> String {
        Set(identities.map { origin($0, scene) }).sorted().listed(atMost: 3)
    }

    private static func origin(_ identity: String, _ scene: Scene) -> String {
        let member = scene.members.first { $0.instance.identity.uuid.lowercased() == identity }
        return member?.name.text ?? "a server that is no member (\(identity))"
    }
}
