import HactlModel

/// Makes a cluster of what is written about it and what it inherits.
struct ClusterBuilding {
    let entry: WrittenEntry
    /// What holds for the cluster before its members' own groups: defaults, the cluster's groups.
    let inherited: Settings
    let levels: Levels
    private(set) var complaints: [Complaint]

    init(entry: WrittenEntry, defaults: Settings, levels: Levels) {
        self.entry = entry
        self.levels = levels
        let groups = levels.groups(of: entry.value)
        inherited = groups.known.reduce(defaults) { $0.overlaid(by: $1.value, InventorySchema.shared) }
        complaints = groups.complaints
    }

    mutating func cluster() -> Cluster {
        let settings = inherited.overlaid(by: entry.value, InventorySchema.cluster)
        let members = readMembers()
        let writer = readWriter(settings, members)
        let proxies = readProxies(settings, writerPort: writer?.port ?? members.first?.address.port ?? 3306)
        return Cluster(
            name: entry.name,
            members: members,
            writer: writer,
            replication: readReplication(settings),
            limits: settings.section("limits").limits(),
            policy: settings.section("policy").policy(),
            partners: readPartners(members),
            readers: readReaders(settings, members, writer, proxies),
            proxies: proxies,
            proxyQuorum: readProxyQuorum(),
            heartbeat: readHeartbeat(settings),
            watch: settings.section("watch").watch(lease: readLease(settings.section("watch"))),
            notify: readChannels(settings),
            place: entry.place)
    }

    private mutating func readPartners(_ members: [Member]) -> [MemberName] {
        guard let written = entry.value["partners"], case .list(let items) = written.content else { return [] }
        let names = items.compactMap { try? $0.text("partners") }
        if Set(names).count != 2 || names.count != 2 {
            complaints.append(
                Complaint(
                    at: written.place, "`partners` has \(names.count) names where two are due.",
                    remedy: "Name the two members that follow each other: partners: [db1, db2]."))
        }
        let known = members.map(\.name.text)
        for item in items {
            guard let name = try? item.text("partners"), !known.contains(name) else { continue }
            complaints.append(
                Complaint(
                    at: item.place, "`\(name)` in `partners` is no member of `\(entry.name)`.",
                    remedy: hint(for: name, among: known)))
        }
        return names.map { MemberName($0) }
    }

    private mutating func readMembers() -> [Member] {
        guard let written = entry.value["members"], !written.entries.isEmpty else {
            complaints += noMembers
            return []
        }
        let named = written.entries.filter { !NameRules.isMisplaced($0.name, InventorySchema.member) }
        let buildings = named.map { MemberBuilding(entry: $0, cluster: self) }
        complaints += buildings.flatMap(\.complaints)
        let members = buildings.compactMap(\.member)
        let withoutUser = buildings.filter(\.lacksUser).map(\.entry.name)
        complaints += MemberConsistency(cluster: entry, members: members, withoutUser: withoutUser).complaints
        return members
    }

    /// Nothing where something of the wrong kind stands: the walk has complained about that.
    private var noMembers: [Complaint] {
        switch entry.value["members"]?.content {
        case .text, .list: return []
        case .map, .nothing, nil: break
        }
        let isMap = entry.value.isNothing || !entry.value.isScalarOrList
        guard isMap, entry.value["members"] != nil || entry.value.lacks("members", of: InventorySchema.cluster) else {
            return []
        }
        return [
            Complaint(
                at: entry.value["members"]?.place ?? entry.place, "The cluster `\(entry.name)` has no members.",
                remedy: "Write them: members: {db1: {address: 10.0.0.11}, db2: {address: 10.0.0.12}}.")
        ]
    }

    private mutating func readProxies(_ settings: Settings, writerPort: Int) -> [Proxy] {
        let named =
            entry.value["proxies"]?.entries.filter { !NameRules.isMisplaced($0.name, InventorySchema.proxy) } ?? []
        let buildings = named.map { ProxyBuilding(entry: $0, of: entry.name, below: settings, writerPort: writerPort) }
        complaints += buildings.flatMap(\.complaints) + sharedFiles(buildings)
        return buildings.compactMap(\.proxy)
    }

    /// Two entries would prepare one file for each other.
    private func sharedFiles(_ buildings: [ProxyBuilding]) -> [Complaint] {
        var owners: [String: String] = [:]
        return buildings.compactMap { building in
            guard let proxy = building.proxy, let path = proxy.kind.path else { return nil }
            let file = "\(proxy.ssh.address):\(path)"
            guard let owner = owners.updateValue(building.entry.name, forKey: file) else { return nil }
            return Complaint(
                at: building.entry.value.place,
                "The proxy `\(proxy.name)` has the same file as `\(owner)`: \(path).",
                remedy: "Make one entry of the two: a file is prepared for one at a time.")
        }
    }

    private mutating func readChannels(_ settings: Settings) -> [NoticeChannel] {
        guard let written = settings["notify"], case .list(let items) = written.content else { return [] }
        let buildings = items.map { ChannelBuilding(written: $0, environment: settings.environment) }
        complaints += buildings.flatMap(\.complaints)
        return buildings.compactMap(\.channel)
    }

    private mutating func readProxyQuorum() -> Int? {
        guard let written = entry.value["proxy-quorum"], let quorum = try? written.count("proxy-quorum") else {
            return nil
        }
        let count = entry.value["proxies"]?.entries.count ?? 0
        if quorum > count {
            complaints.append(
                Complaint(
                    at: written.place, "`proxy-quorum` asks for \(quorum) proxies, and `\(entry.name)` has \(count).",
                    remedy: "Write at most \(count), or leave it out: then all of them are needed."))
        }
        return quorum
    }

    private mutating func readReplication(_ settings: Settings) -> ReplicationAccount? {
        guard let written = settings["replication"], !written.entries.isEmpty else { return nil }
        let account = settings.section("replication")
        for key in ["user", "password"] where written.lacks(key, of: InventorySchema.replication) {
            complaints.append(
                Complaint(
                    at: written.place, "`replication` of the cluster `\(entry.name)` lacks `\(key)`.",
                    remedy: "Write replication: {user: repl, password: {file: /etc/hactl/repl.pw}}."))
        }
        guard let user = account.word("user"), let password = account.secret("password") else { return nil }
        return ReplicationAccount(user: user, password: password, tls: account.flag("tls") ?? false)
    }

    private mutating func readLease(_ watch: Settings) -> LeaseSettings? {
        guard let written = watch["etcd"], case .map = written.content else { return nil }
        let own = watch.section("etcd")
        if written.lacks("urls", of: InventorySchema.lease) {
            complaints.append(
                Complaint(
                    at: written.place, "`etcd` in `watch` of the cluster `\(entry.name)` lacks `urls`.",
                    remedy: "Write etcd: {urls: ['http://10.0.0.41:2379']}."))
        }
        guard let urls = own.texts("urls") else { return nil }
        let store = StoreSettings(
            flavour: .etcd, urls: urls, key: own.word("key") ?? "hactl/watch", authority: own.path("ca"),
            certificate: own.path("cert"), privateKey: own.path("private-key"))
        return LeaseSettings(store: store, token: own.secret("token"), span: readSpan(own))
    }

    /// etcd counts whole seconds, and prolongs none that is shorter than its own election takes.
    private mutating func readSpan(_ lease: Settings) -> Duration {
        guard let written = lease["lease"], let span = lease.duration("lease") else { return LeaseSettings.usualSpan }
        if span < LeaseSettings.shortestSpan || span.components.attoseconds != 0 {
            complaints.append(
                Complaint(
                    at: written.place, "A lease of \(span.words) is not to be had of etcd.",
                    remedy: "Write whole seconds, three at least: lease: 10s."))
        }
        return span
    }

    private mutating func readHeartbeat(_ settings: Settings) -> HeartbeatTable? {
        guard let written = settings["heartbeat"], !written.entries.isEmpty else { return nil }
        if written.lacks("table", of: InventorySchema.heartbeat) {
            complaints.append(
                Complaint(
                    at: written.place, "`heartbeat` of the cluster `\(entry.name)` lacks `table`.",
                    remedy: "Write heartbeat: {table: percona.heartbeat}."))
        }
        let heartbeat = settings.section("heartbeat")
        guard let name = heartbeat.value("table", { try $0.schemaAndTable($1) }) else { return nil }
        return HeartbeatTable(schema: name.schema, table: name.table, clock: heartbeat.choice("clock") ?? .utc)
    }

    private mutating func readWriter(_ settings: Settings, _ members: [Member]) -> VirtualAddress? {
        guard let written = settings["writer"], !written.entries.isEmpty else { return nil }
        var building = WriterBuilding(written: written, members: members, environment: settings.environment)
        let writer = building.writer()
        complaints += building.complaints
        return writer
    }

    private mutating func readReaders(
        _ settings: Settings, _ members: [Member], _ writer: VirtualAddress?, _ proxies: [Proxy]
    ) -> ReaderPool? {
        guard let written = settings["readers"], !written.entries.isEmpty else {
            return proxies.contains(where: \.kind.isForReads) ? ReaderPool() : nil
        }
        var building = ReadersBuilding(
            settings: settings.section("readers"), members: members, writer: writer,
            isServedByProxies: proxies.contains(where: \.kind.canLeadReads))
        let readers = building.readers()
        complaints += building.complaints
        return readers
    }
}
