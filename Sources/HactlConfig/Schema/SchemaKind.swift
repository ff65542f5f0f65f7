import HactlModel

/// What may stand behind a key.
indirect enum SchemaKind: Sendable {
    case word, host, hostAndPort, port, path, duration, flag, interface, prefixedAddress, prefixedAddresses
    case secret, jumpHosts, serverUUID, serverID, schemaAndTable
    /// An address of mail, or a list of them.
    case mailAddress, mailAddresses
    /// `http://…` or `https://…`.
    case webAddress
    case oneOf([String])
    /// A list of some of these words.
    case listOf([String], example: String)
    case words(example: String)
    /// A whole number, 0 or more.
    case count
    /// A map with the keys of a section.
    case section(SchemaSection)
    /// A map from names that the user chooses to sections.
    case named(SchemaSection)
    /// A list of maps with the keys of a section.
    case items(SchemaSection)

    /// How the reference calls it.
    var title: String {
        switch self {
        case .word: "word"
        case .host: "host"
        case .hostAndPort: "host or host:port"
        case .port: "port"
        case .path: "path"
        case .duration: "duration"
        case .flag: "true or false"
        case .interface: "interface"
        case .prefixedAddress: "IPv4/prefix"
        case .prefixedAddresses: "list of IPv4/prefix"
        case .secret: "[secret](#secrets)"
        case .jumpHosts: "user@host:port, or a list of them"
        case .serverUUID: "UUID"
        case .serverID: "number"
        case .mailAddress: "mail address"
        case .mailAddresses: "list of mail addresses"
        case .webAddress: "URL"
        case .schemaAndTable: "schema.table"
        case .oneOf(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .words: "list of words"
        case .listOf(let words, _): "list of " + words.map { "`\($0)`" }.joined(separator: ", ")
        case .count: "number"
        case .section(let section): "[\(section.name)](#\(section.anchor))"
        case .named(let section): "name → [\(section.name)](#\(section.anchor))"
        case .items(let section): "list of [\(section.name)](#\(section.anchor))"
        }
    }

    /// Throws when a value of this kind can't stand there. Sections are the walk's business, not this function's.
    func check(_ written: Written, _ key: String, _ environment: ReadingEnvironment) throws(Complaint) {
        switch self {
        case .word: _ = try written.word(key)
        case .host: _ = try written.host(key)
        case .hostAndPort: _ = try written.hostAndPort(key)
        case .port: _ = try written.port(key)
        case .path: _ = try written.path(key, environment)
        case .duration: _ = try written.duration(key)
        case .flag: _ = try written.flag(key)
        case .interface: _ = try written.interface(key)
        case .prefixedAddress: _ = try written.prefixedAddress(key)
        case .prefixedAddresses: _ = try written.prefixedAddresses(key)
        case .secret: _ = try written.secret(key, environment)
        case .jumpHosts: _ = try written.jumpHosts(key, user: environment.user)
        case .serverUUID: _ = try written.serverUUID(key)
        case .serverID: _ = try written.serverID(key)
        case .schemaAndTable: _ = try written.schemaAndTable(key)
        case .oneOf(let words): _ = try written.oneOf(words, key)
        case .words(let example): _ = try written.texts(key, example: example)
        case .listOf(let words, let example): try written.listOf(words, key, example: example)
        case .count: _ = try written.count(key)
        case .mailAddress: _ = try written.mailAddress(key)
        case .mailAddresses: _ = try written.mailAddresses(key)
        case .webAddress: _ = try written.webAddress(key)
        case .section, .named, .items: break
        }
    }
}

extension SchemaSection {
    /// GitHub's anchor of the section's heading.
    var anchor: String { name.filter { $0 != "." } }
}
