import HactlModel

/// What leads clients to the members, beside the virtual addresses.
extension InventorySchema {
    static let proxy = SchemaSection(
        name: "proxy", title: "a proxy",
        about: "What leads clients to the members. It is of one kind: exactly one of the kinds' keys is given.",
        keys: [
            SchemaKey(
                "address", .host, "required, but of a key-value store", meaning: "its host",
                example: "address: 10.0.0.31",
                alsoCalled: ["host", "hostname", "ip", "ansible_host"]),
            SchemaKey(
                "writer", .hostAndPort, "its address, the writer's port",
                meaning: "where clients write through it", example: "writer: 10.0.0.31:3306",
                alsoCalled: ["listen", "bind"]),
            SchemaKey(
                "ssh", .section(memberSSH), meaning: "how hactl reaches its host", example: "ssh: {user: ops}",
                alsoCalled: ["ansible_user"]),
            SchemaKey(
                "haproxy", .section(haproxy), meaning: "it is an HAProxy", example: "haproxy: {backend: shop_writer}"),
            SchemaKey(
                "proxysql", .section(proxysql), meaning: "it is a ProxySQL",
                example: "proxysql: {writer-hostgroup: 10, user: hactl, password: {file: /etc/hactl/proxysql.pw}}"),
            SchemaKey(
                "router", .section(router), meaning: "it is a MySQL Router with static routing",
                example: "router: {section: 'routing:primary'}"),
            SchemaKey(
                "etcd", .section(store), meaning: "it is an etcd in which others read where the writer is",
                example: "etcd: {urls: ['http://10.0.0.41:2379']}"),
            SchemaKey(
                "consul", .section(store), meaning: "it is a Consul in which others read where the writer is",
                example: "consul: {urls: ['http://127.0.0.1:8500']}"),
            SchemaKey(
                "file", .section(routeFile), meaning: "it reads from a file where writes go",
                example:
                    "file: {path: /etc/dbproxy.cnf, lines: ['master = {host}:{port}'], reload: [systemctl, reload, dbproxy]}"
            ),
        ])

    /// Exactly one of them says of which kind a proxy is.
    static let proxyKinds = ["haproxy", "proxysql", "router", "file", "etcd", "consul"]

    /// Those that have no host of their own, and no way for clients through them.
    static let storeKinds = StoreSettings.Flavour.allCases.map(\.rawValue)

    static let store = SchemaSection(
        name: "proxy.store", title: "`etcd`, `consul`",
        about:
            "A key-value store in which others read where the writer is, in orchestrator's layout: the key holds `host:port`, and below it "
            + "stand `hostname`, `port` and `ipv4`. It is asked over HTTP from the machine that runs hactl, which needs curl.",
        keys: [
            storeURLs,
            SchemaKey(
                "key", .word, "`mysql/master/` and the cluster's name", meaning: "the key of the cluster",
                example: "key: mysql/master/shop", alsoCalled: ["prefix"]),
        ] + storeCredentials(token: "token: {file: /etc/hactl/consul.token}"))

    static let proxysql = SchemaSection(
        name: "proxy.proxysql", title: "`proxysql`",
        about:
            "A ProxySQL, led over its administrative interface. Each node of a ProxySQL cluster is a proxy of its own here. Clients "
            + "come to its port 6033, unless `writer` says otherwise.",
        keys: [
            SchemaKey(
                "writer-hostgroup", .count, "required", meaning: "the hostgroup to which writes go",
                example: "writer-hostgroup: 10",
                alsoCalled: ["hostgroup", "writer"]),
            SchemaKey(
                "reader-hostgroup", .count,
                meaning:
                    "where its monitor puts read-only servers (`mysql_replication_hostgroups`); where the cluster has "
                    + "`readers`, hactl leads the reads there by their rules",
                example: "reader-hostgroup: 20",
                alsoCalled: ["reader"]),
            SchemaKey(
                "admin", .hostAndPort, "its address, port 6032", meaning: "its administrative interface",
                example: "admin: 10.0.0.31:6032"),
            SchemaKey(
                "user", .word, "required",
                meaning: "an account of `admin-admin_credentials`; `admin` itself may log in from the same host only",
                example: "user: hactl"),
            SchemaKey(
                "password", .secret, meaning: "its password", example: "password: {file: /etc/hactl/proxysql.pw}"),
            SchemaKey(
                "tls", .section(tls), meaning: "how the connection is protected", example: "tls: {mode: required}"),
        ])

    static let router = SchemaSection(
        name: "proxy.router", title: "`router`",
        about:
            "A MySQL Router whose `destinations` name one server. It takes no orders while it runs: its file is changed, and it is "
            + "restarted, which ends every session. Bootstrapped ones follow the metadata by themselves, and are none of hactl's.",
        keys: [
            SchemaKey(
                "section", .word, "required", meaning: "the section of its file through which writes go",
                example: "section: 'routing:primary'"),
            SchemaKey(
                "file", .word, "`\(RouteFileSettings.usualRouterFile)`", meaning: "its file",
                example: "file: /etc/mysqlrouter/mysqlrouter.conf", alsoCalled: ["config", "conf"]),
            SchemaKey(
                "restart", .words(example: "[systemctl, restart, mysqlrouter]"),
                "`[\(RouteFileSettings.usualRouterRestart.joined(separator: ", "))]`",
                meaning: "the command that restarts it",
                example: "restart: [systemctl, restart, mysqlrouter]"),
        ])

    static let routeFile = SchemaSection(
        name: "proxy.file", title: "`file`",
        about: "Anything that reads from a file where writes go: a proxy, an application's own settings.",
        keys: [
            SchemaKey(
                "path", .word, "required", meaning: "the file, on its host", example: "path: /etc/dbproxy.cnf",
                alsoCalled: ["file", "dest"]),
            SchemaKey(
                "section", .word, meaning: "the INI section whose lines are meant; otherwise the whole file's",
                example: "section: 'routing:primary'"),
            SchemaKey(
                "lines", .words(example: "['master = {host}:{port}']"), "required",
                meaning:
                    "the lines that name the writer, as they shall be; each stands there exactly once, and is found by what "
                    + "comes before `{host}`, blanks aside",
                example: "lines: ['master = {host}:{port}']", alsoCalled: ["line"]),
            SchemaKey(
                "check", .words(example: "[/usr/bin/dbproxy, --check, '{}']"),
                meaning: "the command that tries a new file before it counts; `{}` stands for its path",
                example: "check: [/usr/bin/dbproxy, --check, '{}']", alsoCalled: ["validate"]),
            SchemaKey(
                "reload", .words(example: "[systemctl, reload, dbproxy]"), "required",
                meaning: "the command that makes it take the file in", example: "reload: [systemctl, reload, dbproxy]",
                alsoCalled: ["restart"]),
        ])

    static let haproxy = SchemaSection(
        name: "proxy.haproxy", title: "`haproxy`",
        about:
            "An HAProxy whose section for writes names every member as a `server`, and leads to one of them. It is changed through its "
            + "admin socket, and in its file, so that a reload changes nothing.",
        keys: [
            SchemaKey(
                "backend", .word, "required", meaning: "the `backend` or `listen` section through which writes go",
                example: "backend: shop_writer", alsoCalled: ["listen", "section"]),
            SchemaKey(
                "readers", .word, "none",
                meaning: "the section through which reads go, by the rules of `readers` of the cluster",
                example: "readers: shop_readers", alsoCalled: ["reader", "reader-backend"]),
            SchemaKey(
                "socket", .word, "`\(HAProxySettings.usualSocket)`",
                meaning: "the admin socket on its host (`stats socket … level admin`): a path, or host:port",
                example: "socket: /run/haproxy/admin.sock"),
            SchemaKey(
                "file", .word, "`\(HAProxySettings.usualFile)`", meaning: "the file that holds the section",
                example: "file: /etc/haproxy/haproxy.cfg", alsoCalled: ["config", "cfg"]),
            SchemaKey(
                "check", .words(example: "[/usr/sbin/haproxy, -c, -f, '{}']"),
                "`[\(HAProxySettings.usualCheck.joined(separator: ", "))]`",
                meaning: "the command that tries a configuration; `{}` stands for its path",
                example: "check: [/usr/sbin/haproxy, -c, -f, '{}']"),
        ])
}
