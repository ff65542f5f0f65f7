/// What went wrong on the way to a server or at it, what it means for the statement, and what to do about it.
package struct SQLFailure: Error, Sendable {
    package var kind: SQLFailureKind
    /// The library's or the server's number, 0 when it is hactl's own verdict.
    package var code: Int
    /// In one line. Never holds the connection's password, nor a secret the caller named.
    package var message: String
    package var remedy: String
    /// Which result of a multi-statement text failed, from 0. A statement that returns several results (`CALL`) counts
    /// once for each.
    package var statementIndex: Int
    /// What the statements before it answered. They took effect.
    package var resultsBefore: [ResultSet]
    package var effect: SQLEffect
    /// Whether a server must have been alive to cause this: one that refuses a login is not dead.
    package var provesLife: Bool

    package init(
        _ kind: SQLFailureKind, code: Int = 0, message: String, remedy: String, statementIndex: Int = 0,
        resultsBefore: [ResultSet] = [], effect: SQLEffect = .none, provesLife: Bool = false
    ) {
        self.kind = kind
        self.code = code
        self.message = message
        self.remedy = remedy
        self.statementIndex = statementIndex
        self.resultsBefore = resultsBefore
        self.effect = effect
        self.provesLife = provesLife
    }
}

extension SQLFailure: CustomStringConvertible {
    package var description: String {
        code == 0 ? "\(message) \(remedy)" : "\(message) (error \(code)) \(remedy)"
    }
}
