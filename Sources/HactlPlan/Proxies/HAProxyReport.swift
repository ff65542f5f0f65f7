import HactlModel

/// What the look at an HAProxy printed.
struct HAProxyReport {
    private let report: HostReport

    init(_ output: String) { report = HostReport(output) }

    var facts: ProxyFacts? {
        guard report["end"] != nil, let servers else { return nil }
        return ProxyFacts(servers: servers, file: ProxyFile(in: report), flaws: flaws)
    }

    /// `show servers state`: a version, a header that names the columns, and a line for each server.
    private var servers: [ProxyServer]? {
        let lines = report.lines("state")
        guard let header = lines.first(where: { $0.hasPrefix("# ") }) else { return flaws.isEmpty ? nil : [] }
        let names = header.dropFirst(2).split(separator: " ").map(String.init)
        return lines.filter { !$0.hasPrefix("#") }.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            return words.count >= names.count ? server(Dictionary(zip(names, words)) { first, _ in first }) : nil
        }
    }

    private func server(_ columns: [String: String]) -> ProxyServer? {
        guard let name = columns["srv_name"], let address = columns["srv_addr"],
            let port = columns["srv_port"].flatMap(Int.init), let operation = columns["srv_op_state"].flatMap(Int.init),
            let admin = columns["srv_admin_state"].flatMap(Int.init)
        else { return nil }
        // `-` where an address could not be resolved.
        return ProxyServer(
            name: name, address: InstanceAddress(host: address, port: port),
            isOpen: operation != Self.stopped && admin & Self.closing == 0, sessions: sessions[name])
    }

    /// `srv_op_state` 0: checks say that it is down.
    private static let stopped = 0
    /// `srv_admin_state`: forced (0x01) or inherited (0x02) maintenance, forced (0x08) or inherited (0x10) drain, and an address
    /// that can't be resolved (0x20). 0x04 only says what the file said.
    private static let closing = 0x01 | 0x02 | 0x08 | 0x10 | 0x20

    /// `show stat`: CSV, its header begins with `# pxname`; `scur` are the sessions of now.
    private var sessions: [String: Int] {
        let rows = report.lines("stat").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
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
