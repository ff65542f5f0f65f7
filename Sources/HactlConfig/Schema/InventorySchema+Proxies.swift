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
                meaning: "where clients write through it", example: "writer: 10.0.0.31:3306", alsoCalled: ["listen", "bind"]),
            SchemaKey(
                "ssh", .section(memberSSH), meaning: "how hactl reaches its host", example: "ssh: {user: ops}",
                alsoCalled: ["ansible_user"]),
            SchemaKey(
                "haproxy", .section(haproxy), meaning: "it is an HAProxy", example: "haproxy: {backend: shop_writer}"),
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
