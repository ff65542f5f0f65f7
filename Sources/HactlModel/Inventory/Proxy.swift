/// What leads clients to the members, beside the virtual addresses.
package struct Proxy: Equatable, Sendable {
    package var name: ProxyName
    package var ssh: SSHAccess
    /// Where clients write through it, as they reach it.
    package var writer: InstanceAddress
    package var kind: ProxyKind
    package var place: SourcePlace

    package init(name: ProxyName, ssh: SSHAccess, writer: InstanceAddress, kind: ProxyKind, place: SourcePlace) {
        self.name = name
        self.ssh = ssh
        self.writer = writer
        self.kind = kind
        self.place = place
    }
}

/// The kinds of proxies, each with what only it needs.
package enum ProxyKind: Hashable, Sendable, Codable {
    case haproxy(HAProxySettings)
}

/// An HAProxy whose writer backend names every member, and leads to one of them.
package struct HAProxySettings: Hashable, Sendable, Codable {
    /// Its admin socket on its host: a path, or `host:port`. It must be of `level admin`.
    package var socket: String
    /// The `backend` or `listen` section through which writes go.
    package var backend: String
    /// The configuration file that holds the section.
    package var file: String
    /// Tries a configuration; `{}` stands for its path.
    package var check: [String]

    package init(
        socket: String = HAProxySettings.usualSocket, backend: String, file: String = HAProxySettings.usualFile,
        check: [String] = HAProxySettings.usualCheck
    ) {
        self.socket = socket
        self.backend = backend
        self.file = file
        self.check = check
    }

    package static let usualSocket = "/run/haproxy/admin.sock"
    package static let usualFile = "/etc/haproxy/haproxy.cfg"
    package static let usualCheck = ["/usr/sbin/haproxy", "-c", "-f", "{}"]
}
