import HactlModel

/// Makes the readers' addresses and rules of what is written; where the addresses lie is the writer's business unless they say otherwise.
struct ReadersBuilding {
    let settings: Settings
    let members: [Member]
    let writer: VirtualAddress?
    /// Whether clients read through a proxy: then no address is needed.
    let isServedByProxies: Bool
    private(set) var complaints: [Complaint] = []

    init(settings: Settings, members: [Member], writer: VirtualAddress?, isServedByProxies: Bool) {
        self.isServedByProxies = isServedByProxies
        self.settings = settings
        self.members = members
        self.writer = writer
    }

    mutating func readers() -> ReaderPool? {
        if !isServedByProxies { require("vips", "vips: [10.0.0.61/24, 10.0.0.62/24]") }
        guard let addresses = addresses() else { return nil }
        let standard = ReaderPool()
        return ReaderPool(
            addresses: addresses,
            lag: settings.duration("lag") ?? standard.lag,
            recovery: settings.duration("recovery") ?? standard.recovery,
            primary: settings.choice("primary") ?? standard.primary)
    }

    /// `nil` where they are needed, or not understood.
    private mutating func addresses() -> [VirtualAddress]? {
        if settings["vips"] == nil { return isServedByProxies ? [] : nil }
        guard let addresses = settings.value("vips", { try $0.prefixedAddresses($1) }), let interface = interface()
        else { return nil }
        complainOfStrangers(addresses.map(\.address))
        let port = settings.port() ?? writer?.port ?? members.first?.address.port ?? 3306
        return addresses.map {
            VirtualAddress(address: $0.address, prefix: $0.prefix, interface: interface, port: port)
        }
    }

    private mutating func interface() -> String? {
        if settings["interface"] != nil { return settings.value("interface") { try $0.interface($1) } }
        if let writer { return writer.interface }
        guard members.isEmpty || members.contains(where: { $0.interface == nil }) else { return members[0].interface }
        require("interface", "interface: eth0")
        return nil
    }

    /// An address that is the writer's, or a member's own, can't wander.
    private mutating func complainOfStrangers(_ addresses: [String]) {
        for address in addresses {
            let owner =
                address == writer?.address
                ? "the writer" : members.first { $0.address.host == address || $0.ssh.address == address }?.name.text
            guard let owner else { continue }
            complaints.append(
                settings.written.complaint(
                    "`vips` of `readers` has \(address), which is the address of \(owner).",
                    remedy: "Give the readers addresses of their own."))
        }
    }

    private mutating func require(_ key: String, _ example: String) {
        guard settings.written.lacks(key, of: InventorySchema.readers) else { return }
        complaints.append(settings.written.complaint("`readers` lacks `\(key)`.", remedy: "Add \(example)."))
    }
}
