import Foundation
import Testing

/// A page below `Documentation` that the catalogs write, whole or between marks.
struct ReferenceFile {
    let name: String

    private var url: URL { CheckCatalogTests.root.appending(path: "Documentation/\(name)") }

    /// The whole page is `text`; RECORD=1 writes it anew.
    func expect(_ text: String) throws {
        let written = try? String(contentsOf: url, encoding: .utf8)
        if written == text { return }
        guard ProcessInfo.processInfo.environment["RECORD"] == "1" else {
            Issue.record("Documentation/\(name) is stale: RECORD=1 swift test --filter Reference")
            return
        }
        try text.write(to: url, atomically: true, encoding: .utf8)
        Issue.record("Documentation/\(name) was rewritten: look at it, and run again")
    }

    /// What stands between `<!-- begin MARK -->` and `<!-- end MARK -->` is `text`, for every mark; the rest is written
    /// by hand.
    func expect(between texts: [String: String]) throws {
        var page = try String(contentsOf: url, encoding: .utf8)
        for (mark, text) in texts {
            let begin = try #require(page.range(of: "<!-- begin \(mark) -->\n"), "\(name) lacks the mark \(mark)")
            let end = try #require(page.range(of: "<!-- end \(mark) -->"), "\(name) lacks the end of \(mark)")
            page.replaceSubrange(begin.upperBound..<end.lowerBound, with: text + "\n")
        }
        try expect(page)
    }
}
