extension String {
    /// A word that a POSIX shell reads as this text: "Enclosing characters in single-quotes shall preserve the literal value
    /// of each character within the single-quotes. A single-quote cannot occur within single-quotes."
    package var asShellWord: String {
        if !isEmpty, utf8.allSatisfy(\.isPlainInShell) { return self }
        return "'" + escaping(["'": #"'\''"#]) + "'"
    }
}

extension UInt8 {
    fileprivate var isPlainInShell: Bool {
        if isDigit || isUpper || isLower { return true }
        return switch self {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"): true
        default: false
        }
    }
}
