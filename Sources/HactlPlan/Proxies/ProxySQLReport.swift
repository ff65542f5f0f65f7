import HactlModel

/// What ProxySQL answered to the questions of a look.
struct ProxySQLReport {
    private let rows: [Row]?
    private let loaded: [String]?
    private let pool: [SQLRow]
    private let groups: [SQLRow]
    private let settings: ProxySQLSettings

    init(_ answers: [SQLTable?], of settings: ProxySQLSettings) {
        func records(_ number: Int) -> [SQLRow]? { answers.indices.contains(number) ? answers[number]?.records : nil }
        rows = records(0)?.compactMap(Row.init)
        loaded = records(1)?.map(Row.words)
        pool = records(2) ?? []
        groups = records(3) ?? []
        self.settings = settings
    }

    /// A row of `mysql_servers` in one of the layers.
    private struct Row {
        let layer: String
        let hostgroup: Int
        let address: InstanceAddress
        let status: String
        /// All of it but the layer, to be compared.
        let words: String

        init?(_ row: SQLRow) {
            guard let hostgroup = row.int("hostgroup_id"), let host = row["hostname"], let port = row.int("port") else {
                return nil
            }
            layer = row.text("layer")
            self.hostgroup = hostgroup
            address = InstanceAddress(host: host, port: port)
            status = row.text("status")
            words = Self.words(row)
        }

        /// What the monitor has shunned is online for whoever loads it.
        static func words(_ row: SQLRow) -> String {
            ProxySQLText.columns.split(separator: ", ").map { column in
                let text = row.text(String(column))
                return column == "status" && text == "SHUNNED" ? "ONLINE" : text
            }
            .joined(separator: "|")
        }

        /// Shunned ones come back by themselves.
        var isOpen: Bool { status == "ONLINE" || status == "SHUNNED" }
    }

    var facts: ProxyFacts? {
        guard rows != nil else { return nil }
        let servers = servers(in: settings.writerHostgroup)
        var facts = ProxyFacts(servers: servers, readers: readers, file: disk, flaws: flaws, takesAnyAddress: true)
        facts.remembered = all.map(\.address).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        return facts
    }

    private var readers: [ProxyServer]? { settings.readerHostgroup.map(servers) }

    /// hactl closes with `OFFLINE_SOFT` alone: `OFFLINE_HARD` was a person's word, or the monitor's.
    private func servers(in hostgroup: Int) -> [ProxyServer] {
        all.filter { $0.layer == "runtime" && $0.hostgroup == hostgroup }.map {
            ProxyServer(
                name: $0.address.description, address: $0.address, isOpen: $0.isOpen,
                sessions: sessions(on: $0.address, in: hostgroup), isWithdrawn: $0.status == "OFFLINE_HARD")
        }
    }

    private var all: [Row] { rows ?? [] }

    private func writers(in layer: String) -> [Row] {
        all.filter { $0.layer == layer && $0.hostgroup == settings.writerHostgroup }
    }

    private func sessions(on address: InstanceAddress, in hostgroup: Int) -> Int? {
        let mine = pool.filter {
            $0.int("hostgroup") == hostgroup && $0["srv_host"] == address.host
                && $0.int("srv_port") == address.port
        }
        return mine.isEmpty ? nil : mine.compactMap { $0.int("ConnUsed") }.reduce(0, +)
    }

    /// The layer from which it starts.
    private var disk: ProxyFile {
        let words = all.filter { $0.layer == "disk" }.map(\.words).sorted()
        let open = writers(in: "disk").filter(\.isOpen).map(\.address.description)
        return ProxyFile(
            digest: SHA256.hex(of: words.joined(separator: "\n")),
            lines: open.enumerated().map { FileLine($0 + 1, $1) })
    }

    private var flaws: [String] {
        if writers(in: "memory").isEmpty {
            return ["its hostgroup \(settings.writerHostgroup) has no server in memory"]
        }
        return edits + wrongReaders
    }

    /// `LOAD` makes everything live that lies in memory, whoever has put it there. Before 2.6 nobody can tell what was loaded
    /// last: then it is what runs, where no monitor moves servers.
    private var edits: [String] {
        let memory = lines(of: "memory")
        let last = loaded?.sorted() ?? (settings.readerHostgroup == nil ? lines(of: "runtime") : memory)
        if memory == last { return [] }
        return [
            "its memory holds edits that nobody has loaded, and hactl's would take them along: load them, or take them back"
        ]
    }

    private func lines(of layer: String) -> [String] {
        all.filter { $0.layer == layer && $0.status != "OFFLINE_HARD" }.map(\.words).sorted()
    }

    private var wrongReaders: [String] {
        guard let pair = groups.first(where: { $0.int("writer_hostgroup") == settings.writerHostgroup }),
            let reader = pair.int("reader_hostgroup"), reader != settings.readerHostgroup
        else { return [] }
        return [
            "its monitor puts read-only servers into hostgroup \(reader): say reader-hostgroup: \(reader) in the inventory"
        ]
    }
}
