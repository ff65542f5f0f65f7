/// What a backslash means inside a string literal, which is a matter of the session's `sql_mode`.
package enum Backslash: Sendable {
    /// The default: it escapes the next character.
    case escapes
    /// `NO_BACKSLASH_ESCAPES`: it is a character like any other.
    case plain
}
