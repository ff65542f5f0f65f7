import HactlModel

/// Pieces of YAML as a person would write them.
enum YAMLText {
    /// Plain where it reads back as the same text, quoted otherwise.
    static func scalar(_ text: String) -> String {
        isPlain(text) ? text : "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    static func list(_ items: [String]) -> String { "[" + items.map(scalar).joined(separator: ", ") + "]" }

    static func secret(_ reference: SecretReference) -> String {
        switch reference {
        case .file(let path): "{file: \(scalar(path))}"
        case .command(let words): "{command: \(list(words))}"
        case .credential(let name): "{credential: \(scalar(name))}"
        case .optionFile(let path, let group): "{option-file: \(scalar(path)), group: \(scalar(group))}"
        case .environment(let name): "{env: \(scalar(name))}"
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, isWord(first) || "/.~".unicodeScalars.contains(first) else {
            return false
        }
        let reserved = ["~", "null", "Null", "NULL"].contains(text)
        return !reserved && !text.hasSuffix(":")
            && text.unicodeScalars.allSatisfy { isWord($0) || "/._-:@+%~".unicodeScalars.contains($0) }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        default: scalar.value < 0x20 ? "\\x" + hexadecimal(scalar) : String(scalar)
        }
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
    }
}
