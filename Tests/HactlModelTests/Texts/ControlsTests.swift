import HactlModel
import Testing

@Suite struct ControlsTests {
    @Test(arguments: [
        ("a\tb\n", "a\tb\n"), ("\u{1B}[31mred\u{1B}[0m", "\u{1B}[31mred\u{1B}[0m"), ("Zoë 🐬", "Zoë 🐬"),
        ("\u{1B}]0;title\u{7}", "\u{FFFD}]0;title\u{FFFD}"), ("\u{1B}[2Jgone", "\u{FFFD}[2Jgone"),
        ("\u{9B}2J", "\u{FFFD}2J"), ("a\r\nb", "a\u{FFFD}\nb"), ("\u{1B}[38;5;1m", "\u{FFFD}[38;5;1m"),
        ("\u{1B}", "\u{FFFD}"), ("\u{1B}[3", "\u{FFFD}[3"), ("", ""),
    ])
    func onlyColoursAndLineEndsAreLeft(text: String, clean: String) {
        #expect(Array(text.withoutControls.unicodeScalars) == Array(clean.unicodeScalars))
    }
}
