extension Argument {
    /// The text as it was written. `name` is the argument's name, for the complaint.
    package func text(_ name: String) throws(Complaint) -> String {
        guard case .text(let text) = value else { throw complaint(name, "a text", "Write one word or one sentence.") }
        guard !text.isEmpty else { throw Complaint(at: place, "`\(name)` is empty.", remedy: "Write a text.") }
        return text
    }

    /// A duration such as `500ms`, or a limit of the cluster by name: `limits.lag`.
    package func duration(_ name: String, limits: Limits) throws(Complaint) -> Duration {
        let text = try text(name)
        if text.hasPrefix("limits.") { return try limit(String(text.dropFirst(7)), name, limits) }
        do throws(DurationFlaw) {
            return try Duration(written: text)
        } catch {
            throw Complaint(at: place, "`\(name)` is \(error.problem).", remedy: error.remedy)
        }
    }

    /// `true` or `false`. Other words, `yes` and `on` too, are refused.
    package func flag(_ name: String) throws(Complaint) -> Bool {
        switch try text(name) {
        case "true": return true
        case "false": return false
        case let other:
            throw Complaint(
                at: place, "`\(name)` is \"\(other)\", which is neither true nor false.",
                remedy: "Write true or false.")
        }
    }

    /// A whole number from `range`.
    package func number(_ name: String, in range: ClosedRange<Int> = 0...Int.max) throws(Complaint) -> Int {
        let text = try text(name)
        if let number = Int(text), range.contains(number) { return number }
        let bounds =
            range.upperBound == .max ? "from \(range.lowerBound) up" : "from \(range.lowerBound) to \(range.upperBound)"
        throw Complaint(
            at: place, "`\(name)` is \"\(text)\", which is no whole number \(bounds).",
            remedy: "Write a whole number \(bounds).")
    }

    /// One of `words`.
    package func word(_ name: String, of words: [String]) throws(Complaint) -> String {
        let text = try text(name)
        guard words.contains(text) else {
            throw Complaint(
                at: place, "`\(name)` is \"\(text)\", which means nothing here.", remedy: hint(for: text, among: words))
        }
        return text
    }

    /// A list of texts, not empty: the arguments of a command.
    package func texts(_ name: String) throws(Complaint) -> [String] {
        try list(name, remedy: "Write a list: \(name): [/usr/local/bin/pause-batch, --now].").map(\.text)
    }

    /// One selector, or a list of them: `candidate`, `[old-primary, replicas]`. What they select is for the planner.
    package func selectors(_ name: String) throws(Complaint) -> [PlacedText] {
        if case .text = value { return [PlacedText(try text(name), at: place)] }
        return try list(name, remedy: "Name members: \(name): candidate, or \(name): [old-primary, replicas].")
    }

    private func list(_ name: String, remedy: String) throws(Complaint) -> [PlacedText] {
        guard case .list(let items) = value else { throw complaint(name, "a list", remedy) }
        guard !items.isEmpty else { throw Complaint(at: place, "`\(name)` is an empty list.", remedy: remedy) }
        var texts: [PlacedText] = []
        for item in items { texts.append(PlacedText(try item.text(name), at: item.place)) }
        return texts
    }

    private func limit(_ key: String, _ name: String, _ limits: Limits) throws(Complaint) -> Duration {
        if let limit = limits.named.first(where: { $0.name == key }) { return limit.duration }
        throw Complaint(
            at: place, "`\(name)` names the limit \"\(key)\", which a cluster doesn't have.",
            remedy: hint(for: key, among: limits.named.map(\.name)))
    }

    private func complaint(_ name: String, _ expected: String, _ remedy: String) -> Complaint {
        Complaint(at: place, "`\(name)` is \(kind) where \(expected) is due.", remedy: remedy)
    }

    private var kind: String {
        switch value {
        case .text: "a text"
        case .list: "a list"
        case .map: "a map"
        case .nothing: "empty"
        }
    }
}
