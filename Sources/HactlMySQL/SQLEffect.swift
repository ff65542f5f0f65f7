/// What a failed statement has done.
package enum SQLEffect: String, Hashable, Sendable, Codable {
    /// Nothing: it was not sent, or the server refused it.
    case none
    /// It was sent, and no answer tells how it ended. It may still be running: look again.
    case unknown
}
