import HactlModel

/// The SSH and SQL settings that all members share, and what each has of its own.
struct SharedAccess {
    private let ssh: FlowMap
    private let sql: FlowMap

    init(of members: [Member]) {
        // An address is a member's own, even where all have the same.
        ssh = FlowMap.common(members.map { FlowMap(ssh: $0.ssh, host: $0.ssh.address) })
        sql = FlowMap.common(members.map { FlowMap(sql: $0.sql) })
    }

    var lines: [String] {
        [("ssh", ssh), ("sql", sql)].filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.text)" }
    }

    /// `nil` when there is nothing of its own.
    func ssh(of member: Member) -> String? { own(member.ssh, host: member.address.host) }

    func own(_ access: SSHAccess, host: String) -> String? {
        FlowMap(ssh: access, host: host).without(ssh).textOrNil
    }

    func sql(of member: Member) -> String? { FlowMap(sql: member.sql).without(sql).textOrNil }
}

extension FlowMap {
    fileprivate init(ssh: SSHAccess, host: String) {
        add("address", ssh.address, unless: host)
        add("user", ssh.user)
        add("port", "\(ssh.port)", unless: "22")
        add("key", ssh.key)
        add(raw: "passphrase", ssh.passphrase.map(YAMLText.secret))
        add("known-hosts", ssh.knownHosts)
        if !ssh.agent { add("agent", "false") }
        if !ssh.jump.isEmpty { add(raw: "jump", YAMLText.list(ssh.jump.map(\.written))) }
        add("transport", ssh.transport.rawValue, unless: SSHTransport.libssh2.rawValue)
    }

    fileprivate init(sql: SQLAccess) {
        add("user", sql.user)
        add(raw: "password", sql.password.map(YAMLText.secret))
        if sql.tls != TLSSettings() { add(raw: "tls", FlowMap(tls: sql.tls).text) }
        add("via", sql.route.rawValue, unless: SQLRoute.direct.rawValue)
        add("admin-port", sql.adminPort.map(String.init))
    }

    private init(tls: TLSSettings) {
        add("mode", tls.mode.rawValue)
        add("ca", tls.ca)
        add("cert", tls.certificate)
        add("key", tls.key)
    }
}

extension JumpHost {
    fileprivate var written: String { "\(user)@\(address.contains(":") ? "[\(address)]" : address):\(port)" }
}
