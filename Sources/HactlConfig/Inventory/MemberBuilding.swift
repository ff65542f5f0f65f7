import HactlModel

/// Makes a member of what is written about it and what it inherits.
struct MemberBuilding {
    let entry: WrittenEntry
    let settings: Settings
    private let inheritedInterface: String?
    private let groupComplaints: [Complaint]

    init(entry: WrittenEntry, cluster: ClusterBuilding) {
        self.entry = entry
        let groups = cluster.levels.groups(of: entry.value)
        let below = groups.known.reduce(cluster.inherited) { $0.overlaid(by: $1.value, InventorySchema.shared) }
        let fromCluster = cluster.entry.value.without(["groups", "writer", "members"])
        settings = below.overlaid(by: fromCluster, InventorySchema.cluster)
            .overlaid(by: entry.value, InventorySchema.member)
        // The cluster's interface is the writer's, and a cluster wins over groups.
        let named = cluster.entry.value["writer"]?["interface"] != nil
        inheritedInterface = named ? nil : below.value("interface") { try $0.interface($1) }
        groupComplaints = groups.complaints + groups.known.flatMap { clusterKeys(in: $0, named: entry) }
    }

    /// `nil` without a usable address, which is complained about.
    var member: Member? {
        guard let address else { return nil }
        return Member(
            name: MemberName(entry.name),
            address: address,
            datacenter: settings.word("datacenter"),
            promotion: settings.choice("promotion") ?? .neutral,
            weight: settings.value("weight") { try $0.count($1) } ?? Member.usualWeight,
            identity: uuid ?? id,
            ssh: settings.section("ssh").sshAccess(host: address.host),
            sql: settings.section("sql").sqlAccess(),
            interface: own.value("interface") { try $0.interface($1) } ?? inheritedInterface,
            powerOff: own.texts("power-off"),
            place: entry.place)
    }

    /// Everything but what the walk over the schema has said.
    var complaints: [Complaint] {
        groupComplaints + missingAddress + twoPorts + twoIdentities
            + TLSConsistency(settings: settings.section("sql").section("tls")).complaints
    }

    /// Whether no SQL user is written anywhere, not even a wrong one.
    var lacksUser: Bool {
        guard let sql = settings["sql"] else { return true }
        return sql.lacks("user", of: InventorySchema.sqlAccess) && !sql.isScalarOrList
    }

    /// What is written about the member itself.
    private var own: Settings { Settings(written: entry.value, environment: settings.environment) }

    private var address: InstanceAddress? {
        guard let written = own.value("address", { try $0.hostAndPort($1) }) else { return nil }
        return InstanceAddress(host: written.host, port: written.port ?? settings.port() ?? 3306)
    }

    private var missingAddress: [Complaint] {
        guard entry.value.lacks("address", of: InventorySchema.member), !entry.value.isScalarOrList else { return [] }
        return [
            Complaint(
                at: entry.place, "The member `\(entry.name)` has no address.",
                remedy: "Write it: \(entry.name): {address: 10.0.0.11}.")
        ]
    }

    private var twoPorts: [Complaint] {
        let written = own.value("address") { try $0.hostAndPort($1).port } ?? nil
        guard let written, let port = own.port(), port != written else { return [] }
        return [
            Complaint(
                at: own["port"]?.place ?? entry.place, "`port` is \(port), but the address says \(written).",
                remedy: "Write the port once.")
        ]
    }

    private var uuid: String? { own.value("server-uuid") { try $0.serverUUID($1) } }

    private var id: String? { own.value("server-id") { try $0.serverID($1) } }

    private var twoIdentities: [Complaint] {
        guard uuid != nil, id != nil else { return [] }
        return [
            Complaint(
                at: own["server-id"]?.place ?? entry.place, "Both `server-uuid` and `server-id` are pinned.",
                remedy: "Pin `server-uuid` for MySQL and `server-id` for MariaDB.")
        ]
    }
}

/// A group that only a member names can't set what belongs to the whole cluster.
private func clusterKeys(in group: WrittenEntry, named member: WrittenEntry) -> [Complaint] {
    group.value.entries.filter { ["limits", "policy", "replication", "watch"].contains($0.name) }.map { entry in
        Complaint(
            at: member.value["groups"]?.place ?? member.place,
            "The group `\(group.name)` sets `\(entry.name)` (line \(entry.place.line)), which belongs to a whole cluster.",
            remedy: "Name the group in `groups:` of the cluster.")
    }
}

extension Written {
    fileprivate func without(_ names: [String]) -> Written {
        Written(.map(entries.filter { !names.contains($0.name) }), at: place)
    }
}
