import HactlModel

/// Holds a file against the schema and collects whatever is wrong with its shape, its keys and its values.
struct SchemaWalk {
    let environment: ReadingEnvironment
    private(set) var complaints: [Complaint] = []

    init(environment: ReadingEnvironment) { self.environment = environment }

    mutating func walk(_ written: Written, _ key: String, _ section: SchemaSection) {
        switch written.content {
        case .nothing: break
        case .map(let entries): for entry in entries { walk(entry, in: section) }
        case .text, .list:
            complaints.append(
                written.complaint(
                    "`\(key)` is \(written.kind) where \(section.title.hasPrefix("`") ? "a map" : section.title) is due.",
                    remedy: "Write keys below it, such as `\(section.keys[0].example)`."))
        }
    }

    private mutating func walk(_ entry: WrittenEntry, in section: SchemaSection) {
        guard let key = section.key(entry.name) else {
            complaints.append(UnknownKey(entry: entry, section: section).complaint)
            return
        }
        switch key.kind {
        case .section(let inner): walk(entry.value, entry.name, inner)
        case .named(let inner): walkNames(entry.value, key, inner)
        case .items(let inner): walkItems(entry.value, key, inner)
        default: check(entry.value, key)
        }
    }

    private mutating func walkNames(_ written: Written, _ key: SchemaKey, _ section: SchemaSection) {
        switch written.content {
        case .nothing: break
        case .map(let entries): for entry in entries { walk(named: entry, section) }
        case .text, .list:
            complaints.append(
                written.complaint(
                    "`\(key.name)` is \(written.kind) where names are due.",
                    remedy: "Write every name as a key, such as `\(key.example)`."))
        }
    }

    private mutating func walkItems(_ written: Written, _ key: SchemaKey, _ section: SchemaSection) {
        switch written.content {
        case .nothing: break
        case .list(let items): for item in items { walk(item, key.name, section) }
        case .text, .map:
            complaints.append(
                written.complaint(
                    "`\(key.name)` is \(written.kind) where a list is due.",
                    remedy: "Write an item a line, each behind a hyphen, such as `\(key.example)`."))
        }
    }

    private mutating func walk(named entry: WrittenEntry, _ section: SchemaSection) {
        if let complaint = NameRules.complaint(about: entry, section) { complaints.append(complaint) }
        guard !NameRules.isMisplaced(entry.name, section) else { return }
        walk(entry.value, entry.name, section)
    }

    private mutating func check(_ written: Written, _ key: SchemaKey) {
        do throws(Complaint) {
            try key.kind.check(written, key.name, environment)
        } catch {
            complaints.append(error)
        }
    }
}
