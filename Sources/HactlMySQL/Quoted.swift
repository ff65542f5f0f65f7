import HactlModel

/// Text for the server, quoted. The only place in hactl that puts foreign text between quotation marks.
///
/// The connection speaks utf8mb4, in which no character contains the byte of a quote or a backslash, so there is no
/// GBK-style way out of a literal ("mysql_real_escape_string_quote()", MySQL C API guide).
package enum Quoted {
    /// A string literal where the grammar takes an *expression*: comparisons, `SELECT`, arguments, `SET @x =`. It
    /// means the same under every `sql_mode`.
    ///
    /// A text with a backslash becomes a hexadecimal literal, since the meaning of a backslash depends on
    /// NO_BACKSLASH_ESCAPES; so does the empty one, since `''` is NULL under MariaDB's EMPTY_STRING_IS_NULL.
    package static func string(_ text: String) -> String {
        text.isEmpty || text.utf8.contains(UInt8(ascii: "\\"))
            ? "_utf8mb4 " + bytes(text.utf8)
            : doubled(text, "'")
    }

    /// A string literal where the grammar takes nothing else: options of `CHANGE MASTER`, `CHANGE REPLICATION SOURCE`,
    /// `IDENTIFIED BY`. It has to know the session: see ``SQLConnection/backslash``.
    package static func literal(_ text: String, backslash: Backslash) -> String {
        switch backslash {
        case .escapes: "'" + text.escaping(["\\": "\\\\", "'": "''"]) + "'"
        case .plain: doubled(text, "'")
        }
    }

    /// A name. Backticks mean the same with and without ANSI_QUOTES, and a backslash in between is plain.
    package static func identifier(_ name: String) -> String { doubled(name, "`") }

    /// `user@host`. As names, not as strings: where the grammar wants an account it takes either.
    package static func account(user: String, host: String) -> String { identifier(user) + "@" + identifier(host) }

    /// Bytes as a hexadecimal literal, `x'0aff'`: a binary string.
    package static func bytes(_ bytes: some Sequence<UInt8>) -> String {
        var text = "x'"
        for byte in bytes {
            text.append(hexadecimal[Int(byte >> 4)])
            text.append(hexadecimal[Int(byte & 15)])
        }
        return text + "'"
    }

    private static let hexadecimal = Array("0123456789abcdef")

    private static func doubled(_ text: String, _ mark: Unicode.Scalar) -> String {
        "\(mark)" + text.escaping([mark: "\(mark)\(mark)"]) + "\(mark)"
    }
}
