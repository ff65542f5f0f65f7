import HactlModel

/// A key-value store that says where the writer is, in the layout that orchestrator writes and its users' programs read
/// (docs/kv.md of openark/orchestrator): the key itself holds `host:port`, below it stand `hostname`, `port` and `ipv4`.
struct WriterKeys: StoreProxy {
    let settings: StoreSettings

    init(_ settings: StoreSettings) { self.settings = settings }

    var keys: [String] { [settings.key] + ["hostname", "port", "ipv4"].map { "\(settings.key)/\($0)" } }

    func facts(from values: [String: String]) -> ProxyFacts {
        let lines = keys.enumerated().compactMap { number, key in
            values[key].map { FileLine(number + 1, "\(key)=\($0)") }
        }
        let digest = SHA256.hex(of: lines.map(\.text).sorted().joined(separator: "\n"))
        let file = ProxyFile(digest: digest, lines: lines)
        return ProxyFacts(servers: servers(ledBy: file) ?? [], file: file, takesAnyAddress: true)
    }

    /// Half of the keys lead nowhere.
    func servers(ledBy file: ProxyFile) -> [ProxyServer]? {
        let values = values(in: file)
        guard let address = values[settings.key].flatMap(InstanceAddress.init(written:)) else { return [] }
        let isWhole = wanted(for: address).allSatisfy { values[$0.key] == $0.value }
        return [ProxyServer(name: address.description, address: address, isOpen: isWhole)]
    }

    /// A host that has a name has no `ipv4` of ours: who resolves it would guess.
    private func wanted(for address: InstanceAddress) -> [String: String] {
        let isIPv4 =
            address.host.split(separator: ".").count == 4 && address.host.allSatisfy { $0 == "." || $0.isNumber }
        let parts = ["hostname": address.host, "port": String(address.port)].merging(
            isIPv4 ? ["ipv4": address.host] : [:]
        ) { $1 }
        return Dictionary(uniqueKeysWithValues: parts.map { ("\(settings.key)/\($0.key)", $0.value) })
            .merging([settings.key: address.description]) { $1 }
    }

    private func values(in file: ProxyFile?) -> [String: String] {
        let pairs = (file?.lines ?? []).compactMap { line -> (String, String)? in
            let text = line.text.bytes
            return text.firstIndex(of: UInt8(ascii: "=")).map {
                (text[..<$0].text, text[text.index(after: $0)...].text)
            }
        }
        return Dictionary(pairs) { first, _ in first }
    }

    func edit(leadingTo names: [String], in facts: ProxyFacts) -> FileEdit? { nil }

    /// What is kept is what is there.
    func keeping(_ names: [String], in facts: ProxyFacts, prepared: FileSwap?) -> ProxyOrder? { nil }

    func orders(leadingTo names: [String], in facts: ProxyFacts, prepared: FileSwap?) -> [ProxyOrder] {
        guard let address = names.first.flatMap(InstanceAddress.init(written:)), names.count == 1 else { return [] }
        let now = values(in: facts.file)
        return [.write(changes(from: now, to: now.merging(wanted(for: address)) { $1 }))]
    }

    /// The old values again, only where they are still ours.
    func wayBack(to before: ProxyFacts, from names: [String], prepared: FileSwap?) -> [ProxyOrder]? {
        guard let address = names.first.flatMap(InstanceAddress.init(written:)) else { return nil }
        let then = values(in: before.file)
        return [.write(changes(from: then.merging(wanted(for: address)) { $1 }, to: then))]
    }

    private func changes(from old: [String: String], to new: [String: String]) -> [KeyWrite] {
        keys.filter { old[$0] != new[$0] }.map { KeyWrite($0, from: old[$0], to: new[$0]) }
    }
}
