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
