/// The kinds of proxies, each with what only it needs.
package enum ProxyKind: Hashable, Sendable, Codable {
    case haproxy(HAProxySettings)
    case file(RouteFileSettings)
    case proxysql(ProxySQLSettings)
    case store(StoreSettings)

    /// The file that says what is after a reload; `nil` where that is kept elsewhere.
    package var path: String? {
        switch self {
        case .haproxy(let settings): settings.file
        case .file(let settings): settings.path
        case .proxysql, .store: nil
        }
    }

    /// Whether it was named for reads: then the usual rules hold where the cluster gives none. A hostgroup of readers is named for
    /// the monitor's sake as well.
    package var isForReads: Bool {
        if case .haproxy(let settings) = self { settings.readers != nil } else { false }
    }

    /// Whether it can lead reads, too.
    package var canLeadReads: Bool {
        switch self {
        case .haproxy(let settings): settings.readers != nil
        case .proxysql(let settings): settings.readerHostgroup != nil
        case .file, .store: false
        }
    }
}

/// An HAProxy whose writer backend names every member, and leads to one of them.
package struct HAProxySettings: Hashable, Sendable, Codable {
    /// Its admin socket on its host: a path, or `host:port`. It must be of `level admin`.
    package var socket: String
    /// The `backend` or `listen` section through which writes go.
    package var backend: String
    /// The one through which reads go; `nil` where hactl leads none.
    package var readers: String?
    /// The configuration file that holds the section.
    package var file: String
    /// Tries a configuration; `{}` stands for its path.
    package var check: [String]

    package init(
        socket: String = HAProxySettings.usualSocket, backend: String, readers: String? = nil,
        file: String = HAProxySettings.usualFile, check: [String] = HAProxySettings.usualCheck
    ) {
        self.socket = socket
        self.backend = backend
        self.readers = readers
        self.file = file
        self.check = check
    }

    package static let usualSocket = "/run/haproxy/admin.sock"
    package static let usualFile = "/etc/haproxy/haproxy.cfg"
    package static let usualCheck = ["/usr/sbin/haproxy", "-c", "-f", "{}"]
}

/// Anything that reads from a file where writes go, and takes it in when a command says so.
package struct RouteFileSettings: Hashable, Sendable, Codable {
    /// On the proxy's host.
    package var path: String
    /// The INI section, without brackets, whose lines are meant; `nil` for the whole file.
    package var section: String?
    /// The lines that name the writer, as they shall be, with `{host}` and `{port}`. Each stands in the file exactly once: it is found
    /// by what comes before `{host}`, blanks aside.
    package var lines: [String]
    /// Tries a new file before it counts; `{}` stands for its path. Empty where nothing can.
    package var check: [String]
    /// Makes the proxy take the file in.
    package var reload: [String]

    package init(path: String, section: String? = nil, lines: [String], check: [String] = [], reload: [String]) {
        self.path = path
        self.section = section
        self.lines = lines
        self.check = check
        self.reload = reload
    }

    package static let usualRouterFile = "/etc/mysqlrouter/mysqlrouter.conf"
    package static let usualRouterRestart = ["systemctl", "restart", "mysqlrouter"]

    /// A MySQL Router that leads to one server by its file (static routing).
    package static func router(
        section: String, path: String = usualRouterFile, restart: [String] = usualRouterRestart
    ) -> RouteFileSettings {
        RouteFileSettings(path: path, section: section, lines: ["destinations = {host}:{port}"], reload: restart)
    }
}

/// A ProxySQL whose writes go to one hostgroup.
package struct ProxySQLSettings: Hashable, Sendable, Codable {
    package var writerHostgroup: Int
    /// Where its monitor puts whoever is read-only (`mysql_replication_hostgroups`), and where reads go; `nil` where rows are
    /// set by hand alone.
    package var readerHostgroup: Int?

    package init(writerHostgroup: Int, readerHostgroup: Int? = nil) {
        self.writerHostgroup = writerHostgroup
        self.readerHostgroup = readerHostgroup
    }

    package static let usualAdminPort = 6032
    package static let usualPort = 6033
}
