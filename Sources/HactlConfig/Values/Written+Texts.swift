import HactlModel

/// Conversions of what stands in a file. Each takes the key's name for its complaint and throws at the value's place.
extension Written {
    func complaint(_ problem: String, remedy: String) -> Complaint { Complaint(at: place, problem, remedy: remedy) }

    /// A scalar as it was written; never empty.
    func text(_ key: String) throws(Complaint) -> String {
        switch content {
        case .text(let text, _) where !text.isEmpty: return text
        case .text: throw complaint("`\(key)` is empty.", remedy: "Write a value, or remove the line.")
        case .nothing: throw complaint("`\(key)` has no value.", remedy: "Write a value, or remove the line.")
        case .list, .map:
            throw complaint(
                "`\(key)` is \(kind) where a text is due.",
                remedy: "Write one value; put it into quotes if it holds brackets, braces or \": \".")
        }
    }

    /// One word, without blanks.
    func word(_ key: String) throws(Complaint) -> String {
        let text = try text(key)
        guard !text.contains(where: \.isWhitespace) else {
            throw complaint("`\(key)` is \"\(text)\", which holds a blank.", remedy: "Write one word.")
        }
        return text
    }

    func oneOf(_ words: [String], _ key: String) throws(Complaint) -> String {
        let text = try text(key)
        guard words.contains(text) else {
            throw complaint(
                "`\(key)` is \"\(text)\", which it can't be.", remedy: hint(for: text, among: words) + choices(words))
        }
        return text
    }

    /// A list of some of these words, each judged where it stands.
    func listOf(_ words: [String], _ key: String, example: String) throws(Complaint) {
        _ = try texts(key, example: example)
        guard case .list(let items) = content else { return }
        for item in items { _ = try item.oneOf(words, key) }
    }

    /// A whole number, 0 or more.
    func count(_ key: String) throws(Complaint) -> Int { try number(key, "a number", in: 0...1000) }

    private func choices(_ words: [String]) -> String {
        guard case .text(let text, _) = content, nearest(to: text, among: words) != nil else { return "" }
        return " It can be " + words.joined(separator: ", ") + "."
    }

    /// `true` or `false`, not quoted.
    func flag(_ key: String) throws(Complaint) -> Bool {
        switch content {
        case .text("true", quoted: false): return true
        case .text("false", quoted: false): return false
        default:
            let found = (try? text(key)).map { "\"\($0)\"" } ?? kind
            throw complaint(
                "`\(key)` is \(found), which is neither true nor false.", remedy: "Write true or false, without quotes."
            )
        }
    }

    func number(_ key: String, _ what: String, in range: ClosedRange<Int>) throws(Complaint) -> Int {
        let remedy = "Write \(what) from \(range.lowerBound) to \(range.upperBound), as a number without quotes."
        guard case .text(let text, let quoted) = content else {
            throw complaint("`\(key)` is \(kind) where a number is due.", remedy: remedy)
        }
        guard let number = wholeNumber(text) else {
            throw complaint("`\(key)` is \"\(text)\", which is no number.", remedy: remedy)
        }
        guard !quoted else { throw complaint("`\(key)` is a text, \"\(text)\", not a number.", remedy: remedy) }
        guard range.contains(number) else {
            throw complaint("`\(key)` is \(text), which is no \(what.withoutArticle).", remedy: remedy)
        }
        return number
    }

    func port(_ key: String) throws(Complaint) -> Int { try number(key, "a port", in: 1...65535) }

    func duration(_ key: String) throws(Complaint) -> Duration {
        let text = try text(key)
        do throws(DurationFlaw) {
            return try Duration(written: text)
        } catch {
            throw complaint("`\(key)` is \(error.problem).", remedy: error.remedy)
        }
    }

    /// A list of texts that isn't empty. `example` shows how to write one.
    func texts(_ key: String, example: String) throws(Complaint) -> [String] {
        guard case .list(let items) = content else {
            throw complaint(
                "`\(key)` is \(kind) where a list is due.", remedy: "Write a list: \(key): \(example).")
        }
        guard !items.isEmpty else {
            throw complaint("`\(key)` is an empty list.", remedy: "Write \(key): \(example), or remove the line.")
        }
        var texts: [String] = []
        for item in items { texts.append(try item.text(key)) }
        return texts
    }
}

/// Digits without a sign or a leading zero, `nil` for anything else: `0x10`, `010` and `1_000` mean other things to
/// other readers.
func wholeNumber(_ text: some StringProtocol) -> Int? {
    guard text.allSatisfy({ $0.isASCII && $0.isNumber }), text == "0" || text.first != "0" else { return nil }
    return Int(text)
}

extension String {
    fileprivate var withoutArticle: Substring { hasPrefix("a ") ? dropFirst(2) : self[...] }
}
