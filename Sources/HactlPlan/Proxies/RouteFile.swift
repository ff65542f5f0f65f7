import HactlModel

/// Anything that reads from a file where writes go: MySQL Router with static routing, DBProxy, an application's own settings. It
/// is led by a new file and the command that makes it take that in; so it leads where its file says.
struct RouteFile: ShellProxy {
    let settings: RouteFileSettings
    private let rules: [RouteLine]
    private let file: FileOrders

    init(_ settings: RouteFileSettings) {
        self.settings = settings
        rules = settings.lines.map(RouteLine.init)
        file = FileOrders(path: settings.path, check: settings.check, reload: settings.reload)
    }

    var look: Errand {
        FixedScript.fileLook.errand([settings.path, settings.section ?? ""] + rules.map(\.head))
    }

    var privileged: [Errand] { [look] + file.privileged }

    func facts(from output: String) -> ProxyFacts? {
        let report = HostReport(output)
        guard report["end"] != nil else { return nil }
        guard let file = ProxyFile(in: report) else {
            return ProxyFacts(flaws: ["its file \(settings.path) can't be read"], takesAnyAddress: true)
        }
        return ProxyFacts(
            servers: servers(ledBy: file) ?? [], file: file, flaws: rules.compactMap { flaw($0, in: file) },
            takesAnyAddress: true)
    }

    func servers(ledBy file: ProxyFile) -> [ProxyServer]? {
        let named = rules.flatMap { rule in file.lines.compactMap { rule.address(in: $0.text) } }
        let addresses = named.reduce(into: [InstanceAddress]()) { if !$0.contains($1) { $0.append($1) } }
        return addresses.map { ProxyServer(name: $0.description, address: $0, isOpen: !file.isUnread) }
    }

    private func flaw(_ rule: RouteLine, in file: ProxyFile) -> String? {
        switch file.lines.count(where: { rule.matches($0.text) }) {
        case 1: nil
        case 0: "no line of \(settings.path) begins with `\(rule.head)`"
        default: "several lines of \(settings.path) begin with `\(rule.head)`"
        }
    }

    func errand(for order: ProxyOrder) -> Errand? { file.errand(for: order) }

    func edit(leadingTo names: [String], in facts: ProxyFacts) -> FileEdit? {
        guard let address = names.first.flatMap(InstanceAddress.init(written:)), names.count == 1 else { return nil }
        return FileEdit(of: facts.file) { line in
            rules.first { $0.matches(line) }.map { $0.text(leadingTo: address, insteadOf: line) }
        }
    }

    func orders(leadingTo names: [String], in facts: ProxyFacts, prepared: FileSwap?) -> [ProxyOrder] {
        if let edit = edit(leadingTo: names, in: facts) { return [prepared.map(ProxyOrder.keep) ?? .prepare(edit)] }
        return facts.file.map { [.keep(FileSwap(from: $0.digest, to: $0.digest))] } ?? []
    }

    func wayBack(to before: ProxyFacts, from names: [String], prepared: FileSwap?) -> [ProxyOrder]? {
        prepared.map { [.restore($0)] }
    }
}

/// A line that names the writer: `destinations = {host}:{port}`.
struct RouteLine {
    private let pattern: String
    /// What comes before `{host}`, without blanks.
    let head: String

    init(_ pattern: String) {
        self.pattern = pattern
        head = String((pattern.firstRange(of: "{host}").map { pattern[..<$0.lowerBound] } ?? pattern[...]).bare)
    }

    func matches(_ line: String) -> Bool { line[...].bare.hasPrefix(head) }

    /// `nil` where it names no address in this form.
    func address(in line: String) -> InstanceAddress? {
        guard matches(line) else { return nil }
        let rest = line[...].bare.dropFirst(head.count)
        let tail = pattern.firstRange(of: "{host}").map { pattern[$0.upperBound...].bare } ?? ""
        guard let port = tail.firstRange(of: "{port}") else {
            return rest.hasSuffix(tail) ? InstanceAddress(host: String(rest.dropLast(tail.count)), port: 3306) : nil
        }
        let (between, end) = (tail[..<port.lowerBound], tail[port.upperBound...])
        guard rest.hasSuffix(end) else { return nil }
        let middle = rest.dropLast(end.count)
        guard let cut = middle.ranges(of: between).last, let number = Int(middle[cut.upperBound...]) else { return nil }
        return InstanceAddress(host: String(middle[..<cut.lowerBound]), port: number)
    }

    /// As it was where it leads there already: blanks are a matter of taste.
    func text(leadingTo address: InstanceAddress, insteadOf line: String) -> String {
        if self.address(in: line) == address { return line }
        let indentation = line.prefix { $0 == " " || $0 == "\t" }
        return indentation
            + pattern.replacingBytes(of: "{host}", with: address.host).replacingBytes(
                of: "{port}", with: String(address.port))
    }
}

extension Substring {
    fileprivate var bare: String { String(filter { $0 != " " && $0 != "\t" }) }
}
