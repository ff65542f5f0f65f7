import HactlModel
import HactlPlan

/// The playbooks of a site's machines, by what they are for. All machines have the same.
package struct SimulatedPlaybooks: Sendable {
    private let books: [Premise: Playbook]

    package init(_ books: [Playbook]) {
        self.books = Dictionary(books.map { ($0.premise, $0) }) { first, _ in first }
    }

    subscript(premise: Premise) -> Playbook? { books[premise] }
}
