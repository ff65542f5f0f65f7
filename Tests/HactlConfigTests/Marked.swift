/// A text with a `👉` where the complaint is expected. The mark is taken out before reading.
struct Marked {
    let text: String
    let line: Int
    let column: Int

    init(_ marked: String) {
        let before = marked.prefix { $0 != "👉" }
        text = marked.replacing("👉", with: "")
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        line = max(1, lines.count)
        column = (lines.last?.unicodeScalars.count ?? 0) + 1
    }
}
