import HactlModel

extension Settings {
    /// SSH to a host whose SQL address is `host`.
    func sshAccess(host: String) -> SSHAccess {
        let user = word("user") ?? environment.user
        return SSHAccess(
            address: value("address") { try $0.host($1) } ?? host,
            port: port() ?? 22,
            user: user,
            key: path("key"),
            passphrase: secret("passphrase"),
            knownHosts: path("known-hosts"),
            agent: flag("agent") ?? true,
            jump: value("jump") { try $0.jumpHosts($1, user: user) } ?? [],
            transport: choice("transport") ?? .libssh2)
    }

    /// An account that isn't given is empty; whoever builds the cluster complains about it.
    func sqlAccess() -> SQLAccess {
        SQLAccess(
            user: word("user") ?? "", password: secret("password"), tls: section("tls").tlsSettings(),
            route: choice("via") ?? .direct, adminPort: port("admin-port"))
    }

    func tlsSettings() -> TLSSettings {
        TLSSettings(
            mode: choice("mode") ?? impliedMode, ca: path("ca"), certificate: path("cert"), key: path("key"))
    }

    /// Who names a CA wants it checked: a file that protects nothing would be a trap.
    private var impliedMode: TLSMode {
        if self["ca"] != nil { return .verifyIdentity }
        return self["cert"] == nil ? .disabled : .required
    }

    func limits() -> Limits {
        let standard = Limits()
        return Limits(
            lag: duration("lag") ?? standard.lag,
            freeze: duration("freeze") ?? standard.freeze,
            longTransaction: duration("long-transaction") ?? standard.longTransaction,
            look: duration("look") ?? standard.look,
            connect: duration("connect") ?? standard.connect)
    }

    func policy() -> Policy {
        let standard = Policy()
        return Policy(
            unattended: texts("unattended")?.compactMap { VerdictKind(rawValue: $0) } ?? standard.unattended,
            fenceAtLeast: choice("fence-at-least"),
            blockPeriod: duration("block-period") ?? standard.blockPeriod,
            maintenance: flag("maintenance") ?? standard.maintenance,
            budget: value("budget") { try $0.count($1) } ?? standard.budget)
    }

    /// - Parameter lease: read with its complaints.
    func watch(lease: LeaseSettings?) -> WatchSchedule {
        let standard = WatchSchedule()
        return WatchSchedule(
            ping: duration("ping") ?? standard.ping, look: duration("look") ?? standard.look,
            misses: value("misses") { try $0.count($1) } ?? standard.misses, lease: lease)
    }
}
