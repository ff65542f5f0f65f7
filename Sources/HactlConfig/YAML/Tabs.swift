import HactlModel

/// Tabs that indent. YAML refuses them, and no one can see them.
enum Tabs {
    /// One complaint a line whose indentation holds a tab.
    static func complaints(file: String, text: String) -> [Complaint] {
        lines(of: text).enumerated().compactMap { index, line in
            let indentation = line.prefix { $0 == " " || $0 == "\t" }
            guard indentation.count < line.count, line[indentation.endIndex] != "#" else { return nil }
            guard let tab = indentation.firstIndex(of: "\t") else { return nil }
            let column = line.distance(from: line.startIndex, to: tab) + 1
            return Complaint(
                at: SourcePlace(file: file, line: index + 1, column: column), "A tab indents this line.",
                remedy: "Indent with spaces; YAML takes no tabs.")
        }
    }

    private static func lines(of text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    }
}
