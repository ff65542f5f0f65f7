import HactlModel
import Testing

@Suite struct EscapingTests {
    /// Joined to what stands before them to one character: an accent, a joiner, a selector.
    static let followers = ["", "\u{301}", "\u{200D}", "\u{FE0F}"]

    @Test(arguments: followers)
    func `a mark is found, whatever stands behind it`(follower: String) {
        #expect("a'\(follower)b".escaping(["'": "''"]) == "a''\(follower)b")
        #expect("a\\'\(follower)".escaping(["\\": "\\\\", "'": "''"]) == "a\\\\''\(follower)")
        #expect("x{host}\(follower)".replacingBytes(of: "{host}", with: "db1") == "xdb1\(follower)")
    }

    @Test func `what a replacement brought is not replaced again`() {
        #expect("a&<".escaping(["&": "&amp;", "<": "&lt;"]) == "a&amp;&lt;")
        #expect("aaa".replacingBytes(of: "a", with: "aa") == "aaaaaa")
    }

    @Test func `either half of a line's end is seen`() {
        #expect("a\r\nb".escaping(["\n": "\\n"]) == "a\r\\nb")
        #expect("a\r\nb".replacingBytes(of: "\n", with: " ") == "a\r b")
    }

    @Test func `texts without the mark stay`() {
        #expect("ä€𝄞".escaping(["'": "''"]) == "ä€𝄞")
        #expect("".escaping(["'": "''"]) == "")
        #expect("abc".replacingBytes(of: "", with: "x") == "abc")
        #expect("ab".replacingBytes(of: "abc", with: "x") == "ab")
        #expect("aab".replacingBytes(of: "ab", with: "x") == "ax")
    }

    @Test func `nothing ends double quotes`() {
        #expect("a\"\u{301}\\b\r\nc".inDoubleQuotes == "\"a\\\"\u{301}\\\\b\\r\\nc\"")
    }

    @Test func `a text is found by its bytes`() {
        #expect("x\u{301}abc".holdsBytes(of: "x"))
        #expect("aab".holdsBytes(of: "ab"))
        #expect(!"ab".holdsBytes(of: "abc") && !"ab".holdsBytes(of: "") && !"".holdsBytes(of: "a"))
    }
}
