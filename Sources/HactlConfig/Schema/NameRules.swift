import HactlModel

/// What clusters, groups and members may be called.
enum NameRules {
    /// `nil` when the name is good.
    static func complaint(about entry: WrittenEntry, _ section: SchemaSection) -> Complaint? {
        let name = entry.name
        guard !name.isEmpty, name.allSatisfy(isAllowed), name.first != "-", name.first != "." else {
            return Complaint(
                at: entry.place, "\"\(name)\" can't be the name of \(section.title).",
                remedy: "Use letters, digits, `.`, `_` and `-`, and begin with a letter or digit.")
        }
        if isMisplaced(name, section) {
            return Complaint(
                at: entry.place, "`\(name)` stands where the name of \(section.title) is due.",
                remedy: "Indent it deeper than the name it belongs to.")
        }
        guard section.name == "member", roles.contains(name) else { return nil }
        return Complaint(
            at: entry.place, "\"\(name)\" can't be the name of a member: playbooks mean a role by it.",
            remedy: "Choose another name, such as the host's.")
    }

    /// Whether it is a key of the section, written one level too high. A group may well be called `sql`.
    static func isMisplaced(_ name: String, _ section: SchemaSection) -> Bool {
        section.name != InventorySchema.shared.name && section.key(name) != nil
    }

    /// The words with which playbooks select members.
    private static let roles = ["primary", "candidate", "old-primary", "replicas", "members", "all", "local"]

    /// A letter that is written as two (é as e and an accent) would make another lock and another file of what looks the same.
    private static func isAllowed(_ letter: Character) -> Bool {
        letter.unicodeScalars.count == 1 && (letter.isLetter || letter.isNumber || "._-".contains(letter))
    }
}
