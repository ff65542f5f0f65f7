/// How a text looks: with colours or without, with signs beyond ASCII or without. Handed in, never guessed here.
package struct Style: Hashable, Sendable {
    package var isColoured: Bool
    /// Whether signs such as ✓ may be used.
    package var isUnicode: Bool

    package init(isColoured: Bool, isUnicode: Bool = true) {
        self.isColoured = isColoured
        self.isUnicode = isUnicode
    }

    package static let plain = Style(isColoured: false)
    package static let coloured = Style(isColoured: true)
    /// For terminals and log files that know nothing but ASCII.
    package static let ascii = Style(isColoured: false, isUnicode: false)

    package func paint(_ text: String, _ colour: Colour) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    package func sign(_ sign: Sign) -> String {
        paint(isUnicode ? sign.rawValue : sign.ascii, sign.colour)
    }

    /// At the left of what belongs together.
    var gutter: String { isUnicode ? "│" : "|" }

    /// A horizontal line of some length.
    func rule(_ length: Int) -> String { String(repeating: isUnicode ? "─" : "-", count: length) }
}

/// ANSI colours that are readable on dark and on light ground.
package enum Colour: String, Sendable {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case bold = "1"
    case dim = "2"
}
