import HactlModel

/// Text for servers. The only place of this module that puts foreign text between quotation marks.
package enum SQLText {
    /// A string literal. A backslash is doubled: `initial` gives every session an `sql_mode` without
    /// NO_BACKSLASH_ESCAPES, and utf8mb4, in which no character contains the byte of a quote or a backslash.
    package static func quoted(_ text: String) -> String {
        "'" + text.escaping(["\\": "\\\\", "'": "''"]) + "'"
    }

    /// A name. Backticks mean the same with and without ANSI_QUOTES, and a backslash between them is plain.
    package static func identifier(_ name: String) -> String { "`" + name.escaping(["`": "``"]) + "`" }

    /// An account of `user@host` as `information_schema` gives it: a user may contain an at sign, a host can't. A
    /// MariaDB role has no host.
    package static func account(_ text: String) -> String {
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return identifier(text) }
        let host = text[text.utf8.index(after: at)...]
        return identifier(String(text[..<at])) + (host.isEmpty ? "" : "@" + identifier(String(host)))
    }

    /// Whole seconds, rounded up; never 0, which means "for ever" to some servers.
    package static func wholeSeconds(_ span: Duration) -> Int64 { max(1, (span.milliseconds + 999) / 1000) }

    /// Seconds with three digits behind the point; never 0.
    package static func seconds(_ span: Duration) -> String {
        let milliseconds = max(1, span.milliseconds)
        let fraction = String(milliseconds % 1000 + 1000).dropFirst()
        return "\(milliseconds / 1000).\(fraction)"
    }

    package static func list(_ numbers: [UInt64]) -> String { numbers.map(String.init).joined(separator: ", ") }

    /// Everything but a clear "off" is on. MariaDB 12's `read_only` is one of OFF, ON, NO_LOCK and NO_LOCK_NO_ADMIN.
    package static func isOn(_ value: String) -> Bool {
        !["0", "off", "no", "false", ""].contains(value.lowercased())
    }
}
