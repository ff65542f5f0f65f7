import HactlModel
import Testing

@Suite struct DisguisedMarkTests {
    @Test(
        arguments: [
            ("'\u{301}", "U+0027"), ("a\u{600},b", "U+002C"), ("\u{D4E} ", "U+0020"), ("a\r\nb", "U+000D"),
            ("`\u{200D}", "U+0060"), ("x#\u{FE0F}", "U+0023"), ("e\u{301}", nil), ("1\u{FE0F}", nil), ("👩‍👩‍👧", nil),
            ("a, b\n", nil), ("", nil),
        ] as [(String, String?)])
    func marksThatJoinTheirNeighbourAreNamed(text: String, mark: String?) { #expect(text.disguisedMark == mark) }
}
