import FoundationEssentials

/// Text of a header that is not ASCII (RFC 2047): encoded words in base64, each of at most 75 characters, on lines of their own.
enum EncodedWords {
    static func text(of text: String) -> String {
        let text = text.onOneLine(upTo: 400)
        // What looks like an encoded word would be decoded as one.
        if text.utf8.allSatisfy({ $0 < 0x80 }), !text.contains("=?") { return text }
        return pieces(of: text).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\n ")
    }

    /// 45 bytes become 60 characters; no character is torn.
    private static func pieces(of text: String) -> [String] {
        var pieces = [""]
        for scalar in text.unicodeScalars {
            if pieces[pieces.count - 1].utf8.count + String(scalar).utf8.count > 45 { pieces.append("") }
            pieces[pieces.count - 1].unicodeScalars.append(scalar)
        }
        return pieces
    }
}
