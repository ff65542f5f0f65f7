/// Whether an operator may overrule a check's failures with `--accept`.
package enum Acceptance: String, Sendable, CaseIterable {
    case never, partly, always
    /// It only warns: there is nothing to overrule.
    case needless

    package var sentence: String {
        switch self {
        case .never: "Its failures can't be overruled."
        case .partly: "Some of its failures can be overruled; each says so."
        case .always: "Its failures can be overruled."
        case .needless: "It warns and never refuses."
        }
    }
}
