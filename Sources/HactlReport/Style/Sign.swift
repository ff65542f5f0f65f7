/// The sign a line begins with.
package enum Sign: String, Sendable, CaseIterable {
    case done = "✓"
    case skipped = "·"
    case failed = "✗"
    case warning = "!"
    case back = "↩"
    case waiting = "…"

    package var ascii: String {
        switch self {
        case .done: "+"
        case .skipped: "."
        case .failed: "x"
        case .warning: "!"
        case .back: "<"
        case .waiting: "~"
        }
    }

    package var colour: Colour {
        switch self {
        case .done: .green
        case .skipped, .waiting: .dim
        case .failed: .red
        case .warning, .back: .yellow
        }
    }
}
