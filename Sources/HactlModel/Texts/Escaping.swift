/// Replacing in a text that somebody else reads as bytes: a server, a shell, a browser.
///
/// `String.replacing`, `split` and `contains` compare characters as people see them (Unicode Standard Annex #29): a
/// quotation mark with a combining mark behind it is one character, and it equals no quotation mark. Whoever reads the
/// bytes sees the mark nevertheless, and his literal ends there.
extension String {
    /// The text with each of these ASCII characters replaced, wherever its byte stands: in UTF-8 no other character has
    /// that byte in it. All in one pass, so that nothing is replaced that a replacement brought.
    package func escaping(_ replacements: KeyValuePairs<Unicode.Scalar, String>) -> String {
        let marks = replacements.map { UInt8(ascii: $0.key) }
        guard utf8.contains(where: marks.contains) else { return self }
        let texts = replacements.map { Array($0.value.utf8) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count * 2)
        for byte in utf8 {
            if let number = marks.firstIndex(of: byte) { bytes += texts[number] } else { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// In double quotes, with a backslash before what would end them or the line: as curl's configuration (curl(1), -K)
    /// and MySQL's option files ("Using Option Files") take a value.
    package var inDoubleQuotes: String {
        "\"" + escaping(["\\": "\\\\", "\"": "\\\"", "\n": "\\n", "\r": "\\r"]) + "\""
    }

    /// The text with another text replaced, wherever its bytes stand; the empty one stands nowhere.
    package func replacingBytes(of old: String, with new: String) -> String {
        var result: [UInt8] = []
        var rest = bytes
        while let place = rest.place(of: old) {
            result += rest[..<place]
            result += new.utf8
            rest = rest[rest.index(place, offsetBy: old.utf8.count)...]
        }
        return String(decoding: result + rest, as: UTF8.self)
    }

    /// Whether another text's bytes stand in it; the empty one's don't.
    package func holdsBytes(of other: String) -> Bool { bytes.place(of: other) != nil }
}
