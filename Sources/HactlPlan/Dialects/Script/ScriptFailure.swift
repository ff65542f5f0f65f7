/// What a server answered does not do.
package enum ScriptFailure: Error, Equatable, Sendable {
    /// Something is missing or not what it should be.
    case unreadable(String)
    /// A statement was refused, and that matters after all.
    case refused(Refusal)

    package var sentence: String {
        switch self {
        case .unreadable(let what): "answer not understood: \(what)"
        case .refused(let refusal): refusal.sentence
        }
    }
}

/// A statement that a server would not run.
package struct Refusal: Equatable, Sendable {
    package var code: Int
    package var message: String

    package init(code: Int, message: String) {
        self.code = code
        self.message = message
    }

    package var sentence: String { "\(message) (error \(code))" }
}

/// What can't be said to a server in SQL, and the way out.
package struct Unsupported: Error, Equatable, Sendable {
    package var because: String
    package var remedy: String

    package init(because: String, remedy: String) {
        self.because = because
        self.remedy = remedy
    }
}
