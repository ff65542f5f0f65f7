import HactlModel

/// Makes the writer's address of what is written, and of what its members have in common.
struct WriterBuilding {
    let written: Written
    let members: [Member]
    let environment: ReadingEnvironment
    private(set) var complaints: [Complaint] = []

    init(written: Written, members: [Member], environment: ReadingEnvironment) {
        self.written = written
        self.members = members
        self.environment = environment
    }

    mutating func writer() -> VirtualAddress? {
        let settings = Settings(written: written, environment: environment)
        require("vip", "vip: 10.0.0.50/24")
        let interface = interface(settings)
        let port = port(settings)
        guard let address = settings.value("vip", { try $0.prefixedAddress($1) }), let interface else { return nil }
        return VirtualAddress(
            address: address.address, prefix: address.prefix, interface: interface, port: port,
            trackFile: trackFile(settings))
    }

    /// Needn't be given where every member names its own.
    private mutating func interface(_ settings: Settings) -> String? {
        if settings["interface"] != nil { return settings.value("interface") { try $0.interface($1) } }
        guard members.isEmpty || members.contains(where: { $0.interface == nil }) else { return members[0].interface }
        require("interface", "interface: eth0")
        return nil
    }

    /// On the members' hosts, so it can't begin at the folder of the inventory.
    private mutating func trackFile(_ settings: Settings) -> String? {
        guard let path = settings.word("track-file") else { return nil }
        if path.hasPrefix("/") { return path }
        complaints.append(
            written.complaint(
                "`track-file` is `\(path)`, which is no absolute path.",
                remedy:
                    "Write the path that keepalived's `track_file` has on the members: track-file: /etc/keepalived/hactl-writer."
            ))
        return nil
    }

    private mutating func port(_ settings: Settings) -> Int {
        if settings["port"] != nil { return settings.port() ?? 3306 }
        let ports = Set(members.map(\.address.port))
        if ports.count > 1 {
            complaints.append(
                written.complaint(
                    "The members listen on different ports (\(ports.sorted().map(String.init).joined(separator: ", "))).",
                    remedy: "Say on which of them clients find the writer: writer: {port: \(ports.min() ?? 3306)}."))
        }
        return ports.first ?? 3306
    }

    private mutating func require(_ key: String, _ example: String) {
        guard written.lacks(key, of: InventorySchema.writer) else { return }
        complaints.append(written.complaint("`writer` lacks `\(key)`.", remedy: "Add \(example)."))
    }
}
