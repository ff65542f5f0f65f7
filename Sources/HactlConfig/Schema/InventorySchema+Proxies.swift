import HactlModel

/// What leads clients to the members, beside the virtual addresses.
extension InventorySchema {
    static let proxy = SchemaSection(
        name: "proxy", title: "a proxy",
        about: "What leads clients to the members. It is of one kind: exactly one of the kinds' keys is given.",
        keys: [
            SchemaKey(
                "address", .host, "required", meaning: "its host", example: "address: 10.0.0.31",
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
                "router", .section(router), meaning: "it is a MySQL Router with static routing",
                example: "router: {section: 'routing:primary'}"),
            SchemaKey(
                "file", .section(routeFile), meaning: "it reads from a file where writes go",
                example:
                    "file: {path: /etc/dbproxy.cnf, lines: ['master = {host}:{port}'], reload: [systemctl, reload, dbproxy]}"
            ),
        ])

    /// Exactly one of them says of which kind a proxy is.
    static let proxyKinds = ["haproxy", "router", "file"]

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
