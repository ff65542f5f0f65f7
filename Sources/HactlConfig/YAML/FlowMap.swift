/// A map on one line: `{user: ops, port: 22}`.
struct FlowMap {
    private(set) var entries: [(key: String, yaml: String)] = []

    var isEmpty: Bool { entries.isEmpty }

    var text: String { "{" + entries.map { "\($0.key): \($0.yaml)" }.joined(separator: ", ") + "}" }

    var textOrNil: String? { isEmpty ? nil : text }

    /// Adds a scalar, quoted where YAML needs it; nothing for `nil` and for `fallback`.
    mutating func add(_ key: String, _ value: String?, unless fallback: String? = nil) {
        guard let value, value != fallback else { return }
        entries.append((key, YAMLText.scalar(value)))
    }

    /// Adds what is YAML already.
    mutating func add(raw key: String, _ yaml: String?) {
        if let yaml { entries.append((key, yaml)) }
    }

    /// What all maps say alike.
    static func common(_ maps: [FlowMap]) -> FlowMap {
        guard var common = maps.first else { return FlowMap() }
        common.entries.removeAll { entry in !maps.allSatisfy { $0.holds(entry) } }
        return common
    }

    func without(_ other: FlowMap) -> FlowMap {
        var rest = self
        rest.entries.removeAll { other.holds($0) }
        return rest
    }

    private func holds(_ entry: (key: String, yaml: String)) -> Bool { entries.contains { $0 == entry } }
}
