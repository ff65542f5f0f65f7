import HactlModel

/// SSH and SQL.
extension InventorySchema {
    static let ssh = SchemaSection(
        name: "ssh", title: "`ssh`", about: "How hactl reaches a host. Host keys are verified, always.",
        keys: [
            SchemaKey(
                "user", .word, "who runs hactl", meaning: "the login", example: "user: ops",
                alsoCalled: ["username", "login", "ansible_user"]),
            SchemaKey("port", .port, "`22`", meaning: "the port of sshd", example: "port: 22"),
            SchemaKey(
                "key", .path, "the agent, then the user's default keys", meaning: "private key file",
                example: "key: ~/.ssh/id_ed25519",
                alsoCalled: ["identity-file", "private-key", "keyfile", "ansible_ssh_private_key_file"]),
            SchemaKey(
                "passphrase", .secret, meaning: "the passphrase of the key",
                example: "passphrase: {credential: ssh-passphrase}"),
            SchemaKey(
                "known-hosts", .path, "the user's own", meaning: "`known_hosts` file",
                example: "known-hosts: ~/.ssh/known_hosts", alsoCalled: ["user-known-hosts-file"]),
            SchemaKey(
                "agent", .flag, "`true`", meaning: "whether the SSH agent is asked for keys", example: "agent: false"),
            SchemaKey(
                "jump", .jumpHosts,
                meaning: "hosts to go through, outermost first; their user is this one unless given",
                example: "jump: ops@bastion.example.com:22",
                alsoCalled: ["proxy-jump", "jump-host", "bastion", "proxy"]),
            SchemaKey(
                "transport", .oneOf(SSHTransport.allCases.map(\.rawValue)), "`libssh2`",
                meaning: "which program speaks SSH; `openssh` is the user's own `ssh`", example: "transport: openssh"),
        ])

    static let memberSSH = SchemaSection(
        name: "member.ssh", title: "`ssh` of a member", about: "As [ssh](#ssh), with an address of its own.",
        keys: [
            SchemaKey(
                "address", .host, "the host of the member's address", meaning: "where sshd listens",
                example: "address: 192.168.0.11", alsoCalled: ["host", "hostname", "ansible_host"])
        ] + ssh.keys)

    static let sqlAccess = SchemaSection(
        name: "sql", title: "`sql`", about: "How hactl reaches a server.",
        keys: [
            SchemaKey(
                "user", .word, "required", meaning: "the account of hactl", example: "user: hactl",
                alsoCalled: ["username", "login"]),
            SchemaKey(
                "password", .secret, meaning: "its password", example: "password: {file: /etc/hactl/shop.pw}",
                alsoCalled: ["pass", "passwd"]),
            SchemaKey(
                "tls", .section(tls), meaning: "how the connection is protected",
                example: "tls: {mode: verify-identity, ca: /etc/hactl/ca.pem}", alsoCalled: ["ssl"]),
            SchemaKey(
                "via", .oneOf(SQLRoute.allCases.map(\.rawValue)), "`direct`",
                meaning: "the way: straight to the port, or through the host's SSH connection", example: "via: ssh",
                alsoCalled: ["route", "tunnel"]),
            SchemaKey(
                "admin-port", .port,
                meaning:
                    "MySQL's `admin_port` (which wants SERVICE_CONNECTION_ADMIN) or MariaDB's `extra_port`, for when "
                    + "the connections are exhausted",
                example: "admin-port: 33062", alsoCalled: ["extra-port"]),
        ])

    static let tls = SchemaSection(
        name: "sql.tls", title: "`tls`", about: "Protection of an SQL connection. Files are PEM.",
        keys: [
            SchemaKey(
                "mode", .oneOf(TLSMode.allCases.map(\.rawValue)),
                "`verify-identity` with `ca`, `required` with `cert`, else `disabled`",
                meaning: "as `--ssl-mode` of the mysql client", example: "mode: verify-identity",
                alsoCalled: ["ssl-mode"]),
            SchemaKey(
                "ca", .path, "required to verify", meaning: "certificates to trust", example: "ca: /etc/hactl/ca.pem",
                alsoCalled: ["ssl-ca", "ca-file"]),
            SchemaKey(
                "cert", .path, meaning: "hactl's own certificate", example: "cert: /etc/hactl/client.pem",
                alsoCalled: ["ssl-cert", "certificate"]),
            SchemaKey(
                "key", .path, "required with `cert`", meaning: "the key of that certificate",
                example: "key: /etc/hactl/client-key.pem", alsoCalled: ["ssl-key"]),
        ])
}
