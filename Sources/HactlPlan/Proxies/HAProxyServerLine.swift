/// A `server NAME ADDRESS …` line of an HAProxy file (configuration.txt §5). Only the word `disabled` is touched: everything else,
/// blanks and comment included, stays as it was written.
struct HAProxyServerLine {
    let name: String
    let isDisabled: Bool
    private let source: String

    /// `nil` for any other line.
    init?(_ text: String) {
        let words = Self.words(of: text)
        guard words.count >= 3, words[0].text == "server" else { return nil }
        source = text
        name = String(words[1].text)
        isDisabled = words.dropFirst(3).contains { $0.text == "disabled" }
    }

    func text(isDisabled wanted: Bool) -> String {
        if wanted == isDisabled { return source }
        return wanted ? withDisabled : withoutDisabled
    }

    private var withDisabled: String {
        guard let last = Self.words(of: source).last else { return source }
        let end = last.text.endIndex
        return source[..<end] + " disabled" + source[end...]
    }

    private var withoutDisabled: String {
        Self.words(of: source).dropFirst(3).reversed().filter { $0.text == "disabled" }.reduce(source) { text, word in
            text.replacingCharacters(in: word.blank..<word.text.endIndex, of: text)
        }
    }

    private struct Word {
        /// Where the blanks before it begin.
        var blank: String.Index
        var text: Substring
    }

    /// Up to a comment. Quotes and escapes hold words together (configuration.txt §2.2).
    private static func words(of line: String) -> [Word] {
        var words: [Word] = []
        var index = line.startIndex
        while index < line.endIndex {
            let blank = index
            while index < line.endIndex, line[index] == " " || line[index] == "\t" { line.formIndex(after: &index) }
            guard index < line.endIndex, line[index] != "#" else { break }
            let start = index
            index = end(of: line[start...])
            words.append(Word(blank: blank, text: line[start..<index]))
        }
        return words
    }

    private static func end(of rest: Substring) -> String.Index {
        var quote: Character?
        var isEscaped = false
        for index in rest.indices {
            let character = rest[index]
            if isEscaped {
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == " " || character == "\t" || character == "#" {
                return index
            }
        }
        return rest.endIndex
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, of source: String) -> String {
        String(source[..<range.lowerBound] + source[range.upperBound...])
    }
}
