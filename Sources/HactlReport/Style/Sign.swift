/// The sign a line begins with.
package enum Sign: String, Sendable, CaseIterable {
    case done = "✓"
    case skipped = "·"
    case failed = "✗"
    case warning = "!"
    case back = "↩"

    package var ascii: String {
        switch self {
        case .done: "+"
        case .skipped: "."
        case .failed: "x"
        case .warning: "!"
        case .back: "<"
        }
    }

    package var colour: Colour {
        switch self {
        case .done: .green
        case .skipped: .dim
        case .failed: .red
        case .warning, .back: .yellow
        }
    }
}
