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
        guard let host = settings.value("address", { try $0.host($1) }), kinds.count == 1,
            let kind = kind(named: kinds[0])
        else { return nil }
        let door = settings.value("writer") { try $0.hostAndPort($1) }
        return Proxy(
            name: ProxyName(entry.name), ssh: settings.section("ssh").sshAccess(host: host),
            writer: InstanceAddress(host: door?.host ?? host, port: door?.port ?? writerPort), kind: kind,
            place: entry.place)
    }

    private var kinds: [String] { InventorySchema.proxyKinds.filter { entry.value[$0] != nil } }

    private func kind(named name: String) -> ProxyKind? {
        let own = settings.section(name)
        switch name {
        case "haproxy": return haproxy(own)
        case "router": return router(own)
        default: return file(own)
        }
    }

    private func haproxy(_ own: Settings) -> ProxyKind? {
        guard let backend = own.word("backend") else { return nil }
        return .haproxy(
            HAProxySettings(
                socket: own.word("socket") ?? HAProxySettings.usualSocket, backend: backend,
                file: own.word("file") ?? HAProxySettings.usualFile,
                check: own.texts("check") ?? HAProxySettings.usualCheck))
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
        guard entry.value.lacks("address", of: InventorySchema.proxy) else { return [] }
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
            case "router": InventorySchema.router
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
