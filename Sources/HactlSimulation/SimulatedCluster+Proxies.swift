import HactlModel
import HactlPlan
import HactlRun

/// How a simulated proxy is led, and where clients write through it.
struct SimulatedRoute: Equatable, Sendable {
    let kind: ProxyKind
    let door: InstanceAddress?

    init(_ proxy: Proxy) { (kind, door) = (proxy.kind, proxy.writer) }

    func servers(ledBy file: ProxyFile) -> [ProxyServer]? { ProxyCatalog.dialect(of: kind).servers(ledBy: file) }
}

extension SimulatedCluster {
    func sight(of proxy: ProxyName) -> Sight<ProxyFacts> {
        proxies[proxy].map(Sight.seen) ?? .unseen(Unreachable(.timedOut, detail: "simulated loss of a proxy"))
    }

    /// Whether a client that connects there may come to a server.
    func leads(_ door: InstanceAddress, to server: SimulatedServer) -> Bool {
        server.addresses.contains { $0.address == door.host }
            || proxies.contains { routes[$0.key]?.door == door && $0.value.server(at: server.address)?.isOpen == true }
    }

    mutating func perform(_ order: ProxyOrder, at name: ProxyName) -> Answer {
        guard var facts = proxies[name] else {
            return .failed(ActionFailure("\(name) does not answer (simulated)", effect: .unknown))
        }
        switch order {
        case .lead(let names):
            let strangers = names.filter { name in !facts.servers.contains { $0.name == name } }
            if facts.takesAnyAddress {
                facts.servers += strangers.compactMap { name in
                    InstanceAddress(written: name).map { ProxyServer(name: name, address: $0, isOpen: true) }
                }
            }
            for index in facts.servers.indices {
                facts.servers[index].isOpen = names.contains(facts.servers[index].name)
            }
        case .serveReads(let shift):
            guard serve(shift, name, &facts) else {
                return .failed(ActionFailure("nobody else would get new connections (simulated)", effect: .none))
            }
        case .endSessions(let names):
            for index in facts.servers.indices where names.contains(facts.servers[index].name) {
                facts.servers[index].sessions = 0
            }
        case .save:
            let open = facts.leading.enumerated().map { FileLine($0 + 1, $1) }
            facts.file = ProxyFile(digest: (facts.file?.digest ?? "") + "+", lines: open)
        case .write(let writes):
            guard let file = facts.file?.writing(writes) else { return changed(name) }
            facts.file = file
        case .expel(let address):
            facts.servers.removeAll { $0.address == address }
            facts.remembered.removeAll { $0 == address }
        case .admit(let address): facts.remembered.append(address)
        case .prepare(let edit):
            guard edit.digest == facts.file?.digest else { return changed(name) }
            facts.file?.prepared = edit.digest + "+"
            pendingEdits[name] = edit
            ledger.insert(PrepareRoutes.label(of: name, for: edit.digest))
        case .discard:
            facts.file?.prepared = nil
        case .keep(let swap):
            if swap.new == facts.file?.digest { break }
            guard swap.old == facts.file?.digest, swap.new == facts.file?.prepared else { return changed(name) }
            replacedFiles[name] = facts.file
            facts.file = ProxyFile(digest: swap.new, lines: facts.file?.lines.map { edited($0, of: name) } ?? [])
        case .restore(let swap):
            if swap.old == facts.file?.digest { break }
            guard swap.new == facts.file?.digest, let old = replacedFiles[name] else { return changed(name) }
            facts.file = ProxyFile(digest: old.digest, lines: old.lines)
        }
        if let file = facts.file, let servers = routes[name]?.servers(ledBy: file) { facts.servers = servers }
        proxies[name] = facts
        return .done([.proxy(name, .seen(facts))] + ledger.sorted().map(Observation.done))
    }

    /// Answers whether it was done: whoever is the last one stays.
    private mutating func serve(_ shift: ReadShift, _ name: ProxyName, _ facts: inout ProxyFacts) -> Bool {
        let isAnybodyLeft = facts.readers?.contains { reader in
            !shift.drained.contains(reader.name) && (reader.isOpen || shift.opened.contains(reader.name))
        }
        if !shift.drained.isEmpty, isAnybodyLeft != true { return false }
        for index in facts.readers?.indices ?? 0..<0 {
            guard let reader = facts.readers?[index], !reader.isWithdrawn else { continue }
            if shift.opened.contains(reader.name) { facts.readers?[index].isOpen = true }
            if shift.drained.contains(reader.name) { facts.readers?[index].isOpen = false }
            if shift.ended.contains(reader.name) { facts.readers?[index].sessions = 0 }
        }
        if let entry = Action.proxy(name, .serveReads(shift)).ledgerEntry { ledger.insert(entry) }
        return true
    }

    private func edited(_ line: FileLine, of name: ProxyName) -> FileLine {
        let change = pendingEdits[name]?.changes.first { $0.number == line.number }
        return FileLine(line.number, change?.new ?? line.text)
    }

    private func changed(_ name: ProxyName) -> Answer {
        .failed(ActionFailure("\(name): its file was changed meanwhile (simulated)", effect: .none))
    }
}

extension ProxyFile {
    /// A store's values with others in their place; `nil` where one is not as it is said to be.
    fileprivate func writing(_ writes: [KeyWrite]) -> ProxyFile? {
        var file = self
        for write in writes {
            let index = file.lines.firstIndex { $0.text.hasPrefix(write.key + "=") }
            guard index.map({ file.lines[$0].text }) == write.old.map({ "\(write.key)=\($0)" }) else { return nil }
            if let index { file.lines.remove(at: index) }
            if let new = write.new { file.lines.append(FileLine(file.lines.count + 1, "\(write.key)=\(new)")) }
        }
        file.digest = SHA256.hex(of: file.lines.map(\.text).sorted().joined(separator: "\n"))
        return file
    }
}
