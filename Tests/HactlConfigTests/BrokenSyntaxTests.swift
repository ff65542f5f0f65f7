import HactlModel
import Testing

@testable import HactlConfig

/// What is no YAML.
@Suite struct BrokenSyntaxTests {
    @Test(arguments: texts) func complainsAboutTheSyntax(_ broken: Broken) { expect(broken) { readInventory($0) } }

    private static func clusters(_ user: String) -> String {
        "clusters: {s: {members: {a: {address: a}}, sql: {user: \(user)}}}"
    }

    static let texts = [
        Broken("a tab", "clusters:\n👉\tshop: {}\n", "A tab", remedy: "spaces"),
        Broken("a tab after spaces", "clusters:\n  a: 1\n  👉\tshop: {}\n", "A tab", remedy: "spaces"),
        Broken("two colons", "clusters: shop👉: {}\n", "a `:` stands", remedy: "line of its own"),
        Broken("an open brace", "clusters: {shop: {members: {}}\n👉", "isn't closed", remedy: "`}`"),
        Broken("an open bracket", "clusters: [shop\n👉", "isn't closed", remedy: "`]`"),
        Broken("an open quote", "clusters: \"shop\n👉", "inside quotes", remedy: "Close"),
        Broken("an unknown alias", "clusters: 👉*shop\n", "anchor", remedy: "&name"),
        Broken(
            "a second document", "clusters: {}\n👉---\nclusters: {}\n", "second document", remedy: "a file of its own"),
        Broken("a bad character", "clusters: 👉@shop\n", "no value can begin", remedy: "quotes"),
        Broken("a control character", "clusters: a👉\u{1}\n", "no text", remedy: "UTF-8"),
        Broken("an outdented key", "clusters:\n    a: 1\n  👉b: 2\n", "neither a key", remedy: "Indent"),
        Broken("no space", "clusters:\n  shop: 1\n  members\n👉", "without its `:`", remedy: "space after"),
        Broken(
            "a list as a key", "clusters: {s: {members: {a: {address: a}}, sql: {user: u}, 👉[a]: 1}}", "a list",
            remedy: "word"),
        Broken(
            "a comma behind a mark that can't be seen", clusters("👉\"u\u{600},ALL\""), "U+002C makes one character",
            remedy: "Remove"),
        Broken("a carriage return", clusters("u, password: {file: 👉\"/a\\r\\nb\"}"), "U+000D", remedy: "line end"),
        Broken(
            "a merge of a text", "clusters: {s: {members: {a: {address: a}}, sql: {user: u}, <<: 👉a}}", "`<<` merges",
            remedy: "*name"),
    ]

    @Test func aFileAsDeepAsYAMLMayBeIsNoCrash() {
        let text = String(repeating: "{defaults: ", count: 990) + "b" + String(repeating: "}", count: 990)
        #expect(!readInventory(text).complaints.isEmpty)
    }

    @Test func aDeepFileIsNoCrash() {
        let text = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
        #expect(!readInventory(text).complaints.isEmpty)
    }

    @Test func aliasesOfAliasesAreBounded() {
        let lines = (1...30).map { "k\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }
        let text = "k0: &a0 [x, x]\n" + lines.joined(separator: "\n")
        #expect(readInventory(text).complaints.contains { $0.problem.contains("unfold") })
    }

    @Test func aByteOrderMarkIsNoLetter() {
        let complaints = readInventory("\u{FEFF}clusters: {}\nclusters: {}\n").complaints
        #expect(complaints.map(\.place.line) == [2])
    }

    @Test func everyTabIsNamed() {
        let complaints = readInventory("a:\n\tb: 1\n\tc: 2\n").complaints
        #expect(complaints.map(\.place.line) == [2, 3])
    }

    @Test func thePlaceSurvivesWindowsLineEnds() {
        let complaints = readInventory("defaults: {}\r\nclusters: {}\r\n\r\nclusters: {}\r\n").complaints
        #expect(complaints.map(\.place.line) == [4])
    }
}
