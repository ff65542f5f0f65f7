import HactlModel

extension InventoryWriter {
    static func proxies(of cluster: Cluster, _ shared: SharedAccess) -> [String] {
        if cluster.proxies.isEmpty { return [] }
        let quorum =
            cluster.proxyQuorum == cluster.proxies.count ? [] : ["    proxy-quorum: \(cluster.proxyQuorum)"]
        return quorum + ["    proxies:"] + cluster.proxies.map { line($0, shared) }
    }

    private static func line(_ proxy: Proxy, _ shared: SharedAccess) -> String {
        var map = FlowMap()
        if let writer = proxy.writer {
            map.add("address", proxy.ssh.address)
            map.add("writer", "\(writer)")
            map.add(raw: "ssh", shared.own(proxy.ssh, host: proxy.ssh.address))
        }
        switch proxy.kind {
        case .haproxy(let settings): map.add(raw: "haproxy", text(settings))
        case .file(let settings): map.add(raw: "file", text(settings))
        case .store(let settings): map.add(raw: settings.flavour.rawValue, text(settings, proxy.token))
        case .proxysql(let settings): map.add(raw: "proxysql", text(settings, proxy.admin))
        }
        return "      \(YAMLText.scalar(proxy.name.text)): \(map.text)"
    }

    private static func text(_ settings: RouteFileSettings) -> String {
        var map = FlowMap()
        map.add("path", settings.path)
        map.add("section", settings.section)
        map.add(raw: "lines", YAMLText.list(settings.lines))
        if !settings.check.isEmpty { map.add(raw: "check", YAMLText.list(settings.check)) }
        map.add(raw: "reload", YAMLText.list(settings.reload))
        return map.text
    }

    private static func text(_ settings: StoreSettings, _ token: SecretReference?) -> String {
        var map = FlowMap()
        map.add(raw: "urls", YAMLText.list(settings.urls))
        map.add("key", settings.key)
        map.add(raw: "token", token.map(YAMLText.secret))
        map.add("ca", settings.authority)
        map.add("cert", settings.certificate)
        map.add("private-key", settings.privateKey)
        return map.text
    }

    private static func text(_ settings: ProxySQLSettings, _ admin: ProxyAdmin?) -> String {
        var map = FlowMap()
        map.add(raw: "writer-hostgroup", String(settings.writerHostgroup))
        map.add(raw: "reader-hostgroup", settings.readerHostgroup.map(String.init))
        map.add("admin", admin.map { "\($0.address)" })
        map.add("user", admin?.access.user)
        map.add(raw: "password", admin?.access.password.map(YAMLText.secret))
        return map.text
    }

    private static func text(_ settings: HAProxySettings) -> String {
        var map = FlowMap()
        map.add("backend", settings.backend)
        map.add("readers", settings.readers)
        map.add("socket", settings.socket, unless: HAProxySettings.usualSocket)
        map.add("file", settings.file, unless: HAProxySettings.usualFile)
        if settings.check != HAProxySettings.usualCheck { map.add(raw: "check", YAMLText.list(settings.check)) }
        return map.text
    }
}
