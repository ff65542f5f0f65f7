import HactlModel

/// What holds at one level of an inventory after everything above it was merged in.
///
/// Values of the wrong kind count as not given: the walk over the schema has complained about them.
struct Settings {
    let written: Written
    let environment: ReadingEnvironment

    subscript(key: String) -> Written? { written[key] }

    func section(_ key: String) -> Settings {
        Settings(written: written[key] ?? Written(.nothing, at: written.place), environment: environment)
    }

    func value<Value>(_ key: String, _ read: (Written, String) throws -> Value) -> Value? {
        guard let written = written[key] else { return nil }
        return try? read(written, key)
    }

    func word(_ key: String) -> String? { value(key) { try $0.word($1) } }

    func port(_ key: String = "port") -> Int? { value(key) { try $0.port($1) } }

    func duration(_ key: String) -> Duration? { value(key) { try $0.duration($1) } }

    func flag(_ key: String) -> Bool? { value(key) { try $0.flag($1) } }

    func path(_ key: String) -> String? { value(key) { try $0.path($1, environment) } }

    func secret(_ key: String) -> SecretReference? { value(key) { try $0.secret($1, environment) } }

    func texts(_ key: String) -> [String]? { value(key) { try $0.texts($1, example: "") } }

    func choice<Choice: RawRepresentable<String>>(_ key: String) -> Choice? {
        word(key).flatMap(Choice.init(rawValue:))
    }

    /// These settings with those of `upper` laid over them, key by key within the sections of the schema.
    func overlaid(by upper: Written, _ section: SchemaSection) -> Settings {
        Settings(written: written.overlaid(by: upper, section), environment: environment)
    }
}

extension Written {
    /// Sections of the schema are merged key by key; everything else, secrets and lists too, is replaced whole.
    func overlaid(by upper: Written, _ section: SchemaSection) -> Written {
        guard case .map(let above) = upper.content else { return self }
        var merged = entries
        for entry in above {
            guard let index = merged.firstIndex(where: { $0.name == entry.name }) else {
                merged.append(entry)
                continue
            }
            if let inner = section.key(entry.name)?.kind.inner {
                merged[index].value = merged[index].value.overlaid(by: entry.value, inner)
            } else {
                merged[index] = entry
            }
        }
        return Written(.map(merged), at: upper.place)
    }
}
