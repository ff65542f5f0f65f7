import HactlModel

/// Makes a proxy of what is written about it and what it inherits.
struct ProxyBuilding {
    let entry: WrittenEntry
    let settings: Settings
    /// Where the cluster's clients write, unless the proxy says otherwise.
    let writerPort: Int

    init(entry: WrittenEntry, below inherited: Settings, writerPort: Int) {
        self.entry = entry
        let fromAbove = Settings(
            written: Written(.map(inherited.written.entries.filter { $0.name == "ssh" }), at: entry.place),
            environment: inherited.environment)
        settings = fromAbove.overlaid(by: entry.value, InventorySchema.proxy)
        self.writerPort = writerPort
    }

    /// `nil` where something is missing, which is complained about.
    var proxy: Proxy? {
        guard let host = settings.value("address", { try $0.host($1) }), let kind else { return nil }
        let door = settings.value("writer") { try $0.hostAndPort($1) }
        return Proxy(
            name: ProxyName(entry.name), ssh: settings.section("ssh").sshAccess(host: host),
            writer: InstanceAddress(host: door?.host ?? host, port: door?.port ?? writerPort), kind: kind,
            place: entry.place)
    }

    private var kind: ProxyKind? {
        let haproxy = settings.section("haproxy")
        guard let backend = haproxy.word("backend") else { return nil }
        return .haproxy(
            HAProxySettings(
                socket: haproxy.word("socket") ?? HAProxySettings.usualSocket, backend: backend,
                file: haproxy.word("file") ?? HAProxySettings.usualFile,
                check: haproxy.texts("check") ?? HAProxySettings.usualCheck))
    }

    /// Everything but what the walk over the schema has said.
    var complaints: [Complaint] { missingAddress + missingKind + missingBackend }

    private var missingAddress: [Complaint] {
        guard entry.value.lacks("address", of: InventorySchema.proxy), !entry.value.isScalarOrList else { return [] }
        return [
            Complaint(
                at: entry.place, "The proxy `\(entry.name)` has no address.",
                remedy: "Write the address of its host: \(entry.name): {address: 10.0.0.31, …}.")
        ]
    }

    private var missingKind: [Complaint] {
        guard entry.value["haproxy"] == nil, !entry.value.isScalarOrList else { return [] }
        return [
            Complaint(
                at: entry.place, "What kind of proxy `\(entry.name)` is, is not said.",
                remedy: "Add haproxy: {backend: shop_writer}.")
        ]
    }

    private var missingBackend: [Complaint] {
        guard let written = entry.value["haproxy"], written.lacks("backend", of: InventorySchema.haproxy) else { return [] }
        return [
            Complaint(
                at: written.place, "`haproxy` of the proxy `\(entry.name)` lacks `backend`.",
                remedy: "Name the section through which writes go: haproxy: {backend: shop_writer}.")
        ]
    }
}
