/// How hactl reaches a host over SSH.
package struct SSHAccess: Hashable, Sendable {
    package var address: String
    package var port: Int
    package var user: String
    /// Private key file; `nil` asks the agent and then the user's default keys.
    package var key: String?
    /// Passphrase of the private key.
    package var passphrase: SecretReference?
    /// `known_hosts` file; `nil` is the user's own.
    package var knownHosts: String?
    /// Whether the user's SSH agent is asked for keys.
    package var agent: Bool
    /// Hosts to go through, outermost first.
    package var jump: [JumpHost]
    package var transport: SSHTransport

    package init(
        address: String, port: Int = 22, user: String, key: String? = nil, passphrase: SecretReference? = nil,
        knownHosts: String? = nil, agent: Bool = true, jump: [JumpHost] = [], transport: SSHTransport = .libssh2
    ) {
        self.address = address
        self.port = port
        self.user = user
        self.key = key
        self.passphrase = passphrase
        self.knownHosts = knownHosts
        self.agent = agent
        self.jump = jump
        self.transport = transport
    }
}

/// A host on the way to another one.
package struct JumpHost: Hashable, Sendable {
    package var address: String
    package var port: Int
    package var user: String

    package init(address: String, port: Int = 22, user: String) {
        self.address = address
        self.port = port
        self.user = user
    }
}

/// Which program speaks SSH.
package enum SSHTransport: String, CaseIterable, Sendable, Codable {
    /// The library, on a thread of its own. The default.
    case libssh2
    /// The user's own `ssh` binary: for keys and ciphers that the library can't use.
    case openssh
}

/// How hactl reaches a server over SQL.
package struct SQLAccess: Hashable, Sendable {
    package var user: String
    package var password: SecretReference?
    package var tls: TLSSettings
    package var route: SQLRoute
    /// A port that stays free when the connections are exhausted: MySQL's `admin_port`, MariaDB's `extra_port`.
    package var adminPort: Int?

    package init(
        user: String, password: SecretReference? = nil, tls: TLSSettings = TLSSettings(), route: SQLRoute = .direct,
        adminPort: Int? = nil
    ) {
        self.user = user
        self.password = password
        self.tls = tls
        self.route = route
        self.adminPort = adminPort
    }
}

/// The way an SQL connection takes.
package enum SQLRoute: String, CaseIterable, Sendable, Codable {
    case direct
    /// Through the host's SSH connection, to the server's port as seen from that host.
    case ssh
}

/// How an SQL connection is protected, in the words of MySQL's `--ssl-mode`.
package enum TLSMode: String, CaseIterable, Sendable, Codable {
    case disabled, required
    case verifyCA = "verify-ca"
    case verifyIdentity = "verify-identity"
}

/// TLS of an SQL connection. Files are PEM.
package struct TLSSettings: Hashable, Sendable {
    package var mode: TLSMode
    package var ca: String?
    package var certificate: String?
    package var key: String?

    package init(mode: TLSMode = .disabled, ca: String? = nil, certificate: String? = nil, key: String? = nil) {
        self.mode = mode
        self.ca = ca
        self.certificate = certificate
        self.key = key
    }
}

/// Where a secret is to be found. It names the place and never holds the secret.
package enum SecretReference: Hashable, Sendable, Codable {
    /// The first line of a file that only its owner can read.
    case file(String)
    /// The first line a command prints.
    case command([String])
    /// A systemd credential: a file below `$CREDENTIALS_DIRECTORY`.
    case credential(String)
    /// `password=` in a group of a MySQL option file.
    case optionFile(String, group: String)
    /// An environment variable.
    case environment(String)
}
