import HactlModel
import Yams

/// Parses in spite of keys that are written twice.
///
/// Yams gives up on the first mapping with a repeated key, and a person would see one complaint at a time. So the
/// repeated key is renamed in the text, letter for letter so that no place moves, and the text is parsed again.
enum RepeatedKeys {
    typealias Parsed = (node: Node?, renamed: [Unicode.Scalar: Unicode.Scalar])

    static func parse(_ text: String, file: String) throws(Complaints) -> Parsed {
        // A byte order mark, as Windows writes it, would be taken for the first letter of a key.
        var scalars = Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" })
        var renamed: [Unicode.Scalar: Unicode.Scalar] = [:]
        while true {
            do {
                return (try compose(scalars), renamed)
            } catch YamlError.duplicatedKeysInMapping(_, let context) where renamed.count < marks.count {
                let mark = marks[renamed.count]
                guard let old = rename(&scalars, at: context.mark, to: mark) else {
                    throw Complaints(list: [.repeatedKey(at: SourcePlace(file, context.mark))])
                }
                renamed[mark] = old
            } catch {
                throw Complaints(list: SyntaxComplaints.of(error, file: file, text: text))
            }
        }
    }

    private static func compose(_ scalars: [Unicode.Scalar]) throws -> Node? {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return try Parser(yaml: String(text), resolver: .basic, encoding: .utf8).singleRoot()
    }

    /// Replaces the first letter of the key; `nil` where there is no plain or quoted word.
    private static func rename(
        _ scalars: inout [Unicode.Scalar], at mark: Mark, to new: Unicode.Scalar
    ) -> Unicode.Scalar? {
        guard var index = scalars.index(of: mark) else { return nil }
        if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
        guard index < scalars.count, isLetter(scalars[index]) else { return nil }
        defer { scalars[index] = new }
        return scalars[index]
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" || scalar == "<"
    }

    /// Letters of the private use area: no inventory means anything by them.
    private static let marks: [Unicode.Scalar] = (0xE100...0xE4FF).compactMap(Unicode.Scalar.init)
}

extension [Unicode.Scalar] {
    /// The index of a place, `nil` past the end. Lines end as libYAML ends them.
    fileprivate func index(of mark: Mark) -> Int? {
        var (line, index) = (1, 0)
        while line < mark.line, index < count {
            if self[index] == "\n" || (self[index] == "\r" && !(index + 1 < count && self[index + 1] == "\n")) {
                line += 1
            }
            index += 1
        }
        let found = index + mark.column - 1
        return found >= 0 && found < count ? found : nil
    }
}

extension Complaint {
    fileprivate static func repeatedKey(at place: SourcePlace) -> Complaint {
        Complaint(at: place, "This key is written more than once.", remedy: "Keep one of them.")
    }
}

extension SourcePlace {
    /// The first place of the file where Yams names none.
    init(_ file: String, _ mark: Mark?) {
        self.init(file: file, line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
    }
}
