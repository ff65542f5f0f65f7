import HactlModel

/// Text of a page. Whatever comes from outside goes through `init(escaping:)`, and nothing else makes text of it.
struct HTML: ExpressibleByStringLiteral {
    private(set) var text: String

    init(stringLiteral value: String) { text = value }
    init(escaping words: String) {
        text = words.escaping(["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"])
    }

    private init(raw: String) { text = raw }

    /// - Parameter attributes: names are ours, values are escaped.
    static func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ inside: [HTML] = [])
        -> HTML
    {
        let written = attributes.map { " \($0.key)=\"\(HTML(escaping: $0.value).text)\"" }.joined()
        return HTML(raw: "<\(name)\(written)>" + inside.map(\.text).joined() + "</\(name)>")
    }

    static func words(_ words: String) -> HTML { HTML(escaping: words) }
}
