/// A map with known keys.
struct SchemaSection: Sendable {
    /// How the table calls it: `member.ssh`.
    let name: String
    /// What it is, for a complaint: "a member".
    let title: String
    /// What the reference says above its table.
    let about: String
    let keys: [SchemaKey]

    func key(_ name: String) -> SchemaKey? { keys.first { $0.name == name } }
}
