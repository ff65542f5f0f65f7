import HactlModel

/// `kind`, or `kind: {argument: value}`: how checks and steps are written.
struct NamedArguments {
    let name: String
    let place: SourcePlace
    /// The map of the arguments, or nothing.
    let value: Written

    /// `what` is "step" or "check", for the complaint.
    init(_ written: Written, _ what: String) throws(Complaint) {
        switch written.content {
        case .text:
            (name, place, value) = (try written.word(what), written.place, Written(.nothing, at: written.place))
        case .map(let entries) where entries.count == 1:
            (name, place, value) = (entries[0].name, entries[0].place, entries[0].value)
            try NamedArguments.checkArguments(value, of: name)
        case .map(let entries):
            throw NamedArguments.severalKeys(entries, at: written.place, what)
        case .list, .nothing:
            throw written.complaint(
                "A \(what) is \(written.kind == "empty" ? "empty" : written.kind).",
                remedy: "Write its name, or its name and arguments: `- name: {argument: value}`.")
        }
    }

    var arguments: [String: Argument] { NamedArguments.arguments(value.entries) }

    private static func checkArguments(_ value: Written, of name: String) throws(Complaint) {
        switch value.content {
        case .map, .nothing: return
        case .text, .list:
            throw value.complaint(
                "The arguments of `\(name)` are \(value.kind) where a map is due.",
                remedy: "Name them: \(name): {argument: value}.")
        }
    }

    /// Mostly a step whose arguments aren't indented deeper than its kind.
    private static func severalKeys(_ entries: [WrittenEntry], at place: SourcePlace, _ what: String) -> Complaint {
        guard let first = entries.first, entries.count > 1 else {
            return Complaint(at: place, "A \(what) without a name.", remedy: "Write `- name: {argument: value}`.")
        }
        let names = entries.map { "`\($0.name)`" }.joined(separator: ", ")
        let remedy =
            first.value.isNothing
            ? "Indent the arguments deeper than `\(first.name)`, or write `- \(first.name): {…}`."
            : "Begin each \(what) with its own `- `."
        return Complaint(at: entries[1].place, "One \(what) has several names: \(names).", remedy: remedy)
    }

    private static func arguments(_ entries: [WrittenEntry]) -> [String: Argument] {
        let pairs = entries.map { entry in
            (entry.name, Argument(argumentValue(entry.value), at: entry.value.place, namePlace: entry.place))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private static func argumentValue(_ written: Written) -> Argument.Value {
        switch written.content {
        case .text(let text, _): .text(text)
        case .list(let items): .list(items.map { Argument(argumentValue($0), at: $0.place) })
        case .map(let entries): .map(arguments(entries))
        case .nothing: .nothing
        }
    }
}
