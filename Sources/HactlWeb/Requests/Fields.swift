import FoundationEssentials
import NIOHTTP1

/// The body of a request that says something in a few named texts: `{"for": "2h", "reason": "new disks"}`.
struct Fields: Sendable {
    private let values: [String: String]

    /// An empty body says nothing. What is `null` is as if it was not there.
    ///
    /// - Parameter names: all that may be there.
    init(_ body: [UInt8], names: [String]) throws(Failure) {
        let known = "The body may be {\(names.map { "\"\($0)\": \"…\"" }.joined(separator: ", "))}."
        var found: [String: Value] = [:]
        do {
            if !body.isEmpty { found = try JSONDecoder().decode([String: Value].self, from: Data(body)) }
        } catch {
            throw Failure(.badRequest, "The body is no JSON object of texts.", hint: known)
        }
        if let stranger = found.keys.filter({ !names.contains($0) }).sorted().first {
            throw Failure(.badRequest, "\"\(stranger)\" means nothing here.", hint: known)
        }
        values = found.compactMapValues(\.text)
    }

    /// - Parameter limit: in code points.
    func text(_ name: String, upTo limit: Int) throws(Failure) -> String? {
        guard let text = values[name] else { return nil }
        guard text.unicodeScalars.count <= limit, text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
        else {
            throw Failure(
                .badRequest, "\"\(name)\" is too long, or holds what can't be printed.",
                hint: "It takes at most \(limit) characters on one line.")
        }
        return text
    }

    private struct Value: Decodable {
        let text: String?

        init(from decoder: any Decoder) throws {
            let box = try decoder.singleValueContainer()
            text = box.decodeNil() ? nil : try box.decode(String.self)
        }
    }
}
