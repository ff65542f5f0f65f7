import FoundationEssentials

/// A value as JSON says it, for lines that programs read.
package indirect enum JSON: Hashable, Sendable, Encodable {
    case text(String)
    case number(Int64)
    case flag(Bool)
    case list([JSON])
    case object([String: JSON])
    case null

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        switch self {
        case .text(let text): try box.encode(text)
        case .number(let number): try box.encode(number)
        case .flag(let flag): try box.encode(flag)
        case .list(let list): try box.encode(list)
        case .object(let object): try box.encode(object)
        case .null: try box.encodeNil()
        }
    }

    /// On one line, keys in alphabetical order.
    package var line: String { (try? CanonicalJSON.text(of: self)) ?? "null" }

    /// For people who read it: indented.
    package var pretty: String { (try? CanonicalJSON.text(of: self, isPretty: true)) ?? "null" }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(booleanLiteral value: Bool) { self = .flag(value) }
    package init(integerLiteral value: Int64) { self = .number(value) }
    package init(arrayLiteral elements: JSON...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
    }

    package static func optional(_ text: String?) -> JSON { text.map(JSON.text) ?? .null }
}

/// The one way in which values become JSON here: the same value is always the same text.
enum CanonicalJSON {
    static func text(of value: some Encodable, isPretty: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
