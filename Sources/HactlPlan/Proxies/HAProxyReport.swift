import HactlModel

/// What the look at an HAProxy printed.
struct HAProxyReport {
    private let report: HostReport

    init(_ output: String) { report = HostReport(output) }

    func facts(withReaders hasReaders: Bool) -> ProxyFacts? {
        guard report["end"] != nil, let servers else { return nil }
        return ProxyFacts(
            servers: servers, readers: hasReaders ? readers : nil, file: ProxyFile(in: report), flaws: flaws)
    }

    /// None where there is no such section. What its own checks say does not count: who is down by them gets nothing, and should get
    /// something again only when it is fit.
    private var readers: [ProxyServer] {
        rows("readers").compactMap { columns in
            guard let (server, admin) = server(columns, sessions("readers-stat")) else { return nil }
            var reader = server
            reader.isOpen = admin & Self.closing == 0
            reader.isWithdrawn = admin & Self.maintenance != 0
            return reader
        }
    }

    /// `show servers state`: a version, a header that names the columns, and a line for each server.
    private var servers: [ProxyServer]? {
        guard report.lines("state").contains(where: { $0.hasPrefix("# ") }) else { return flaws.isEmpty ? nil : [] }
        return rows("state").compactMap { columns in
            guard var server = server(columns, sessions("stat"))?.server else { return nil }
            server.sessions = server.sessions.map { $0 + sessionsOfOldWorkers(on: server.address) }
            return server
        }
    }

    /// `ss -Htnp state established`: two queues, here, there, and whose socket it is. They don't say through which section they came.
    private func sessionsOfOldWorkers(on address: InstanceAddress) -> Int {
        report.lines("old").count { line in
            let words = line.split(separator: " ")
            return words.count > 3 && words[3] == address.description
        }
    }

    private func rows(_ part: String) -> [[String: String]] {
        let lines = report.lines(part)
        guard let header = lines.first(where: { $0.hasPrefix("# ") }) else { return [] }
        let names = header.dropFirst(2).split(separator: " ").map(String.init)
        return lines.filter { !$0.hasPrefix("#") }.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            return words.count >= names.count ? Dictionary(zip(names, words)) { first, _ in first } : nil
        }
    }

    private func server(
        _ columns: [String: String], _ sessions: [String: Int]
    ) -> (server: ProxyServer, admin: Int)? {
        guard let name = columns["srv_name"], let address = columns["srv_addr"],
            let port = columns["srv_port"].flatMap(Int.init), let operation = columns["srv_op_state"].flatMap(Int.init),
            let admin = columns["srv_admin_state"].flatMap(Int.init)
        else { return nil }
        // `-` where an address could not be resolved.
        let server = ProxyServer(
            name: name, address: InstanceAddress(host: address, port: port),
            isOpen: operation != Self.stopped && admin & Self.closing == 0, sessions: sessions[name])
        return (server, admin)
    }

    /// `srv_op_state` 0: checks say that it is down.
    private static let stopped = 0
    /// `srv_admin_state`: forced (0x01) or inherited (0x02) maintenance, forced (0x08) or inherited (0x10) drain, and an address
    /// that can't be resolved (0x20). 0x04 only says what the file said.
    private static let closing = maintenance | 0x08 | 0x10
    private static let maintenance = 0x01 | 0x02 | 0x20

    /// `show stat`: CSV, its header begins with `# pxname`; `scur` are the sessions of now.
    private func sessions(_ part: String) -> [String: Int] {
        let rows = report.lines(part).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        guard let header = rows.first, let name = header.firstIndex(of: "svname"),
            let count = header.firstIndex(of: "scur")
        else { return [:] }
        let pairs = rows.dropFirst().filter { $0.count > max(name, count) }.compactMap { row in
            Int(row[count]).map { (String(row[name]), $0) }
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// Every command that asks for too much is answered with a sentence.
    private var flaws: [String] {
        let said = report.lines("rights") + report.lines("state").filter { !$0.hasPrefix("#") }
        let denied = said.contains { $0.hasPrefix("Permission denied") }
        let unknown = report.lines("state").contains { $0.hasPrefix("Can't find backend") }
        let silent = report.lines("trouble").first
        return (denied ? ["its admin socket is not of `level admin`"] : [])
            + (unknown ? ["it has no such backend"] : [])
            + (silent.map { ["its admin socket does not answer (\($0))"] } ?? [])
    }
}
