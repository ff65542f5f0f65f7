import CLibSSH2

/// Sends what was given to a conversation.
final class Send: Exchange {
    private let conversation: Conversation

    private var bytes: [UInt8]

    init(_ bytes: [UInt8], to conversation: Conversation, _ doing: String, on host: String, until deadline: Deadline) {
        self.bytes = bytes
        self.conversation = conversation
        super.init(doing, on: host, until: deadline)
    }

    override func advance(on wire: Wire) throws(SSHFailure) -> Bool {
        effect = .unknown
        conversation.send(bytes)
        bytes = []
        try conversation.advance(on: wire, while: doing)
        if conversation.hasSentAll { return true }
        guard conversation.isFinished(on: wire) else { return false }
        throw .ended(host)
    }
}

/// Waits for a line of a conversation.
final class NextLine: Exchange {
    private let conversation: Conversation
    private(set) var line: String?

    init(_ conversation: Conversation, _ doing: String, on host: String, until deadline: Deadline) {
        self.conversation = conversation
        super.init(doing, on: host, until: deadline)
        effect = .unknown
    }

    override func advance(on wire: Wire) throws(SSHFailure) -> Bool {
        // A packet that is half-sent goes first, even when a line is there already.
        if !wire.isHalfSent { line = conversation.takeLine() }
        if line != nil { return true }
        try conversation.advance(on: wire, while: doing)
        if wire.isHalfSent { return false }
        line = conversation.takeLine()
        let isEnd = line == nil && conversation.isFinished(on: wire)
        if isEnd { line = conversation.takeRest() }
        return isEnd || line != nil
    }
}
