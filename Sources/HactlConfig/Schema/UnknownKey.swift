import HactlModel

/// A key the schema doesn't have there: finds out what the person meant.
struct UnknownKey {
    let entry: WrittenEntry
    let section: SchemaSection

    var complaint: Complaint {
        Complaint(at: entry.place, "`\(name)` is no key of \(section.title).", remedy: remedy)
    }

    private var name: String { entry.name }

    /// Whether the person probably meant `key`: then nobody needs to hear that `key` is missing.
    func means(_ key: String) -> Bool {
        meant?.name == key || nearest(to: name, among: section.keys.map(\.name)) == key
    }

    private var remedy: String {
        if let key = meant { return "Did you mean `\(key.name)`, as in `\(key.example)`?" }
        if let foreign { return foreign }
        if let home { return "Write it below \(home)." }
        if let key = nearest(to: name, among: section.keys.map(\.name)) { return "Did you mean `\(key)`?" }
        return hint(for: name, among: section.keys.map(\.name))
    }

    /// A key that other tools call so.
    private var meant: SchemaKey? {
        let folded = name.lowercased()
        return section.keys.first {
            $0.alsoCalled.contains(folded) || $0.alsoCalled.contains(String(folded.map { $0 == "_" ? "-" : $0 }))
        }
    }

    /// Words of Ansible that have no counterpart here.
    private var foreign: String? {
        guard section.name == "shared", ["hosts", "vars", "children"].contains(name) else { return nil }
        return "Write the values straight below the group, and name the group in `groups:` of a member or cluster."
    }

    /// Where a key of exactly this name belongs: inside this section first, then anywhere.
    private var home: String? {
        let inside = section.keys.filter { $0.kind.below?.key(name) != nil }.map { "`\($0.name)`" }
        if !inside.isEmpty { return inside.joined(separator: " or ") }
        let elsewhere = InventorySchema.sections.filter { $0.name != section.name && $0.key(name) != nil }
        return elsewhere.isEmpty ? nil : elsewhere.map(\.title).joined(separator: " or ")
    }
}

extension Written {
    /// Whether `key` isn't there, not even misspelt.
    func lacks(_ key: String, of section: SchemaSection) -> Bool {
        self[key] == nil
            && !entries.contains { section.key($0.name) == nil && UnknownKey(entry: $0, section: section).means(key) }
    }
}

extension SchemaKind {
    /// The section behind the key, unless names stand in between.
    var inner: SchemaSection? {
        if case .section(let section) = self { section } else { nil }
    }

    /// The section in which what is written straight below the key is looked up.
    fileprivate var below: SchemaSection? {
        if case .items(let section) = self { section } else { inner }
    }
}
