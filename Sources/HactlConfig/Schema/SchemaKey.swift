/// A key that an inventory may hold. Reading, hints and the reference all come from it.
struct SchemaKey: Sendable {
    let name: String
    let kind: SchemaKind
    /// What holds when the key isn't given, in Markdown; empty when nothing does.
    let fallback: String
    let meaning: String
    /// A whole line of YAML.
    let example: String
    /// Words that people used to other tools write instead.
    let alsoCalled: [String]

    init(
        _ name: String, _ kind: SchemaKind, _ fallback: String = "", meaning: String, example: String,
        alsoCalled: [String] = []
    ) {
        self.name = name
        self.kind = kind
        self.fallback = fallback
        self.meaning = meaning
        self.example = example
        self.alsoCalled = alsoCalled
    }
}
