/// Why hactl does not, or could not: what is wrong, what more is known, and one way out.
package struct Refusal: Error, Hashable, Sendable {
    /// A sentence, without a full stop where it ends in somebody else's words.
    package var problem: String
    package var details: [String]
    package var hint: String?

    package init(_ problem: String, details: [String] = [], hint: String? = nil) {
        self.problem = problem
        self.details = details
        self.hint = hint
    }

    /// `Error: …`, indented details, `HINT: …`.
    package func text(_ style: Style = .plain) -> String {
        let lines =
            [style.paint("Error:", .red) + " " + problem] + details.map { "  " + $0 }
            + hintLines(style)
        return lines.joined(separator: "\n")
    }

    /// The first line after `HINT:`, the others below it.
    private func hintLines(_ style: Style) -> [String] {
        let lines = (hint ?? "").split(separator: "\n").map(String.init)
        guard let first = lines.first else { return [] }
        return ["  " + style.paint("HINT:", .bold) + " " + first] + lines.dropFirst().map { $0.indented(by: 8) }
    }
}
