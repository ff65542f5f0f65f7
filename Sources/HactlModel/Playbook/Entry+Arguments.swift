/// Something in a playbook with named arguments: a check or a step.
package protocol PlaybookEntry {
    /// The check's name or the step's kind.
    var kind: String { get }
    var arguments: [String: Argument] { get }
    var place: SourcePlace { get }
}

extension StepEntry: PlaybookEntry {}

extension CheckEntry: PlaybookEntry {
    package var kind: String { name }
}

extension PlaybookEntry {
    /// The argument, or a complaint that it is missing. `example` is a whole argument: `on: primary`.
    package func argument(_ name: String, example: String) throws(Complaint) -> Argument {
        if let argument = arguments[name] { return argument }
        throw Complaint(
            at: place, "`\(kind)` lacks `\(name)`.", remedy: "Add it: \(kind): {\(example)}.")
    }

    /// A complaint for every argument that is none of `known`.
    package func unknownArguments(known: [String]) -> [Complaint] {
        arguments.filter { !known.contains($0.key) }.map { name, argument in
            Complaint(
                at: argument.namePlace ?? argument.place, "`\(kind)` has no argument `\(name)`.",
                remedy: known.isEmpty ? "It takes none: remove `\(name)`." : hint(for: name, among: known))
        }.sorted { $0.place < $1.place }
    }
}
