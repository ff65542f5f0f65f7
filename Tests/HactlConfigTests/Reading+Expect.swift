import HactlModel
import Testing

@testable import HactlConfig

let anna = ReadingEnvironment(user: "anna", home: "/home/anna")

func readInventory(_ text: String, name: String = "Inventory/shop.yaml") -> Reading<Inventory> {
    InventoryReader(environment: anna).read(files: [(name, text)])
}

/// A file that must be complained about in exactly one place.
struct Broken: CustomTestStringConvertible, Sendable {
    let title: String
    let marked: String
    let problem: String
    let remedy: String

    init(_ title: String, _ marked: String, _ problem: String, remedy: String) {
        self.title = title
        self.marked = marked
        self.problem = problem
        self.remedy = remedy
    }

    var testDescription: String { title }
}

/// Expects one complaint, at the mark, with these words in it.
func expect<Value>(
    _ broken: Broken, _ read: (String) -> Reading<Value>, sourceLocation: SourceLocation = #_sourceLocation
) {
    let marked = Marked(broken.marked)
    let complaints = read(marked.text).complaints
    let all = Comment(rawValue: complaints.map(\.description).joined(separator: "\n"))
    #expect(complaints.count == 1, all, sourceLocation: sourceLocation)
    guard let complaint = complaints.first else { return }
    #expect(complaint.place.line == marked.line, all, sourceLocation: sourceLocation)
    #expect(complaint.place.column == marked.column, all, sourceLocation: sourceLocation)
    #expect(complaint.problem.contains(broken.problem), all, sourceLocation: sourceLocation)
    #expect(complaint.remedy.contains(broken.remedy), all, sourceLocation: sourceLocation)
}

extension Broken {
    /// What a cluster has beside what is broken in it.
    static let restOfCluster =
        "\n    members: {db1: {address: 10.0.0.11}}\n    sql: {user: hactl}\n    ssh: {user: ops}\n"
}

/// A flaw in a key of a cluster that is whole otherwise.
func expectInCluster(_ broken: Broken) {
    expect(
        Broken(
            broken.title, "clusters:\n  shop:\n    " + broken.marked + Broken.restOfCluster, broken.problem,
            remedy: broken.remedy)
    ) { readInventory($0) }
}
