import HactlModel

/// A MySQL option file (`~/.my.cnf`), read as the servers' own client programs read it ("Using Option Files", MySQL
/// manual): groups, comments, quotes, escapes, the later value wins.
///
/// Connector/C's own reader differs (it keeps a `#` inside a line), and it ignores `ssl-mode`; so hactl never lets the
/// library read one.
package struct OptionFile: Sendable {
    /// By group, then by name with `_` for `-`. An option without a value is an empty text.
    private var groups: [String: [String: Secret]] = [:]

    /// - Parameters:
    ///   - text: The whole file.
    ///   - name: For complaints.
    /// - Throws: What programs refuse, too: a group without its bracket, an option before any group. And `!include`: a
    ///   secret should come from the file that was named.
    package init(reading text: String, named name: String) throws(Complaint) {
        var group: String?
        // Bytes, not characters: a quotation mark with an accent behind it is still one.
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let content = line.trimmed
            guard let first = content.first, !"#;".utf8.contains(first) else { continue }
            let place = SourcePlace(file: name, line: index + 1, column: line.prefix(while: \.isSpace).count + 1)
            switch first {
            case UInt8(ascii: "!"): throw .directive(at: place)
            case UInt8(ascii: "["): group = try Self.groupName(content, at: place)
            default: try add(content, to: group, at: place)
            }
        }
    }

    /// The value of an option, `nil` if the group doesn't have it. It may be a password, so it comes as one.
    package func value(of option: String, in group: String) -> Secret? { groups[group]?[Self.plain(option)] }

    package func has(group: String) -> Bool { groups[group] != nil }

    private mutating func add(_ line: Substring.UTF8View, to group: String?, at place: SourcePlace)
        throws(Complaint)
    {
        guard let group else { throw .noGroup(at: place) }
        let line = Self.withoutComment(line).trimmed
        let parts = line.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count == 2 ? Self.unescaped(Self.unquoted(parts[1].trimmed)) : ""
        groups[group, default: [:]][Self.plain(parts[0].trimmed.text)] = Secret(value)
    }

    private static func groupName(_ line: Substring.UTF8View, at place: SourcePlace) throws(Complaint)
        -> String
    {
        guard let end = line.firstIndex(of: UInt8(ascii: "]")) else { throw .noBracket(at: place) }
        return line[line.index(after: line.startIndex)..<end].trimmed.text
    }

    private static func plain(_ option: String) -> String { option.escaping(["-": "_"]) }
}

extension OptionFile {
    /// Up to a `#` outside quotes.
    private static func withoutComment(_ line: Substring.UTF8View) -> Substring.UTF8View {
        var quote: UInt8?
        var isEscaped = false
        for index in line.indices {
            let byte = line[index]
            if quote == nil, byte == UInt8(ascii: "#") { return line[..<index] }
            if !isEscaped, quotes.contains(byte) {
                quote = quote == nil ? byte : (quote == byte ? nil : quote)
            }
            isEscaped = quote != nil && byte == UInt8(ascii: "\\") && !isEscaped
        }
        return line
    }

    private static func unquoted(_ value: Substring.UTF8View) -> Substring.UTF8View {
        guard value.count > 1, let mark = value.first, quotes.contains(mark), value.last == mark else {
            return value
        }
        return value.dropFirst().dropLast()
    }

    /// An unknown escape keeps its backslash.
    private static func unescaped(_ value: Substring.UTF8View) -> String {
        var result: [UInt8] = []
        var rest = value
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
                result.append(byte)
                continue
            }
            if let meant = escapes[Unicode.Scalar(next)] { result += meant.utf8 } else { result += [byte, next] }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let quotes = Array("'\"".utf8)

    private static let escapes: [Unicode.Scalar: String] = [
        "n": "\n", "t": "\t", "r": "\r", "b": "\u{8}", "s": " ", "\"": "\"", "'": "'", "\\": "\\",
    ]
}

extension Complaint {
    fileprivate static func directive(at place: SourcePlace) -> Complaint {
        Complaint(
            at: place, "The file includes others, and hactl reads only the one that was named.",
            remedy: "Name the file that holds the group itself, or move the group into a file of its own.")
    }

    fileprivate static func noGroup(at place: SourcePlace) -> Complaint {
        Complaint(at: place, "An option stands before any group.", remedy: "Write [client] or another group above it.")
    }

    fileprivate static func noBracket(at place: SourcePlace) -> Complaint {
        Complaint(at: place, "The group's name has no closing bracket.", remedy: "Write it as [client].")
    }
}
