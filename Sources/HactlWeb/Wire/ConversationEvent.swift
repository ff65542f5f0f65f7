/// What a conversation is told from outside its loop.
enum ConversationEvent: Sendable {
    /// The answer has been sent.
    case answered(andEnd: Bool)
    /// The server stops.
    case endSoon
}
