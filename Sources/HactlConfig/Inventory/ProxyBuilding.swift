import HactlModel

/// Makes a proxy of what is written about it and what it inherits.
struct ProxyBuilding {
    let entry: WrittenEntry
    let settings: Settings
    /// Where the cluster's clients write, unless the proxy says otherwise.
    let writerPort: Int
    let cluster: String

    init(entry: WrittenEntry, of cluster: String, below inherited: Settings, writerPort: Int) {
        self.cluster = cluster
        self.entry = entry
        let fromAbove = Settings(
            written: Written(.map(inherited.written.entries.filter { $0.name == "ssh" }), at: entry.place),
            environment: inherited.environment)
        settings = fromAbove.overlaid(by: entry.value, InventorySchema.proxy)
        self.writerPort = writerPort
    }

    /// `nil` where something is missing, which is complained about.
    var proxy: Proxy? {
        guard kinds.count == 1, let kind = kind(named: kinds[0]) else { return nil }
        if isStore { return store(kind) }
        guard let host = settings.value("address", { try $0.host($1) }) else { return nil }
        let door = settings.value("writer") { try $0.hostAndPort($1) }
        let port = kinds == ["proxysql"] ? ProxySQLSettings.usualPort : writerPort
        return Proxy(
            name: ProxyName(entry.name), ssh: settings.section("ssh").sshAccess(host: host), admin: admin(host: host),
            writer: InstanceAddress(host: door?.host ?? host, port: door?.port ?? port), kind: kind,
            place: entry.place)
    }

    private var kinds: [String] { InventorySchema.proxyKinds.filter { entry.value[$0] != nil } }

    private var isStore: Bool { !InventorySchema.storeKinds.filter(kinds.contains).isEmpty }

    private func store(_ kind: ProxyKind) -> Proxy {
        Proxy(
            name: ProxyName(entry.name), ssh: settings.section("ssh").sshAccess(host: entry.name),
            token: settings.section(kinds[0]).secret("token"), writer: nil, kind: kind, place: entry.place)
    }

    private func store(_ flavour: StoreSettings.Flavour, _ own: Settings) -> ProxyKind? {
        guard let urls = own.texts("urls") else { return nil }
        return .store(
            StoreSettings(
                flavour: flavour, urls: urls, key: own.word("key") ?? "mysql/master/\(cluster)",
                authority: own.path("ca"),
                certificate: own.path("cert"), privateKey: own.path("private-key")))
    }

    private func kind(named name: String) -> ProxyKind? {
        let own = settings.section(name)
        switch name {
        case "haproxy": return haproxy(own)
        case "proxysql": return proxysql(own)
        case "router": return router(own)
        case "etcd": return store(.etcd, own)
        case "consul": return store(.consul, own)
        default: return file(own)
        }
    }

    private func haproxy(_ own: Settings) -> ProxyKind? {
        guard let backend = own.word("backend") else { return nil }
        return .haproxy(
            HAProxySettings(
                socket: own.word("socket") ?? HAProxySettings.usualSocket, backend: backend,
                readers: own.word("readers"), file: own.word("file") ?? HAProxySettings.usualFile,
                check: own.texts("check") ?? HAProxySettings.usualCheck))
    }

    private func proxysql(_ own: Settings) -> ProxyKind? {
        guard let writer = own.value("writer-hostgroup", { try $0.count($1) }) else { return nil }
        return .proxysql(
            ProxySQLSettings(
                writerHostgroup: writer, readerHostgroup: own.value("reader-hostgroup") { try $0.count($1) }))
    }

    private func admin(host: String) -> ProxyAdmin? {
        guard kinds == ["proxysql"] else { return nil }
        let own = settings.section("proxysql")
        let written = own.value("admin") { try $0.hostAndPort($1) }
        return ProxyAdmin(
            address: InstanceAddress(
                host: written?.host ?? host, port: written?.port ?? ProxySQLSettings.usualAdminPort),
            access: own.sqlAccess())
    }

    private func router(_ own: Settings) -> ProxyKind? {
        guard let section = own.word("section") else { return nil }
        return .file(
            .router(
                section: section, path: own.word("file") ?? RouteFileSettings.usualRouterFile,
                restart: own.texts("restart") ?? RouteFileSettings.usualRouterRestart))
    }

    private func file(_ own: Settings) -> ProxyKind? {
        guard let path = own.word("path"), let lines = own.texts("lines"), let reload = own.texts("reload") else {
            return nil
        }
        return .file(
            RouteFileSettings(
                path: path, section: own.word("section"), lines: lines, check: own.texts("check") ?? [], reload: reload)
        )
    }
}

/// Everything but what the walk over the schema has said.
extension ProxyBuilding {
    var complaints: [Complaint] {
        if entry.value.isScalarOrList { return [] }
        return missingAddress + wrongKinds + kinds.flatMap(missingKeys) + lines
    }

    private var missingAddress: [Complaint] {
        guard !isStore, entry.value.lacks("address", of: InventorySchema.proxy) else { return [] }
        return [
            Complaint(
                at: entry.place, "The proxy `\(entry.name)` has no address.",
                remedy: "Write the address of its host: \(entry.name): {address: 10.0.0.31, …}.")
        ]
    }

    private var wrongKinds: [Complaint] {
        if kinds.isEmpty {
            // A kind that is misspelt was complained about already.
            let known = Set(InventorySchema.proxy.keys.map(\.name))
            guard entry.value.entries.allSatisfy({ known.contains($0.name) }) else { return [] }
            return [
                Complaint(
                    at: entry.place, "What kind of proxy `\(entry.name)` is, is not said.",
                    remedy:
                        "Add one of \(InventorySchema.proxyKinds.joined(separator: ", ")): haproxy: {backend: shop_writer}."
                )
            ]
        }
        guard kinds.count > 1, let second = entry.value[kinds[1]] else { return [] }
        return [
            Complaint(
                at: second.place,
                "The proxy `\(entry.name)` is of \(kinds.count) kinds: \(kinds.joined(separator: ", ")).",
                remedy: "Give each a name of its own: they may have the same address.")
        ]
    }

    private func missingKeys(of kind: String) -> [Complaint] {
        let section =
            switch kind {
            case "haproxy": InventorySchema.haproxy
            case "proxysql": InventorySchema.proxysql
            case "router": InventorySchema.router
            case "etcd", "consul": InventorySchema.store
            default: InventorySchema.routeFile
            }
        guard let written = entry.value[kind], !written.isScalarOrList else { return [] }
        return section.keys.filter { $0.fallback == "required" && written.lacks($0.name, of: section) }.map { key in
            Complaint(
                at: written.place, "`\(kind)` of the proxy `\(entry.name)` lacks `\(key.name)`: \(key.meaning).",
                remedy: "Write for example: \(key.example).")
        }
    }

    private var lines: [Complaint] {
        guard let written = entry.value["file"]?["lines"], case .list(let items) = written.content else { return [] }
        return items.compactMap { item in
            guard let text = try? item.text("lines") else { return nil }
            if text.contains("{host}"), !text.hasPrefix("{host}"), !text.contains("\n") { return nil }
            return Complaint(
                at: item.place, "`\(text)` does not say by what the line is found and where the writer's address goes.",
                remedy: "Write the whole line as it shall be: 'master = {host}:{port}'.")
        }
    }
}
