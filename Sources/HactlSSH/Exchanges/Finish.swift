import CLibSSH2

/// Talks with a command until it has ended, and learns how.
final class Finish: Exchange {
    private let conversation: Conversation
    private var isClosing = false
    private(set) var result: CommandResult?

    init(_ conversation: Conversation, _ doing: String, on host: String, until deadline: Deadline) {
        self.conversation = conversation
        super.init(doing, on: host, until: deadline)
        effect = .unknown
    }

    override func advance(on wire: Wire) throws(SSHFailure) -> Bool {
        if conversation.isClosed { throw .ended(host) }
        if !isClosing {
            try conversation.advance(on: wire, while: doing)
            if wire.isHalfSent { return false }
            isClosing = conversation.isFinished(on: wire)
        }
        return isClosing ? try close(on: wire) : false
    }

    override func abandon(on wire: Wire) {
        if conversation.isClosed { return }
        conversation.isClosed = true
        wire.bury(conversation.channel, host: host)
    }

    /// The status comes between EOF and CLOSE, so CLOSE is waited for.
    private func close(on wire: Wire) throws(SSHFailure) -> Bool {
        guard let code = wire.call({ _ in libssh2_channel_close(conversation.channel) }) else { return false }
        if code != 0 { throw wire.failure(while: doing, to: host) }
        result = CommandResult(
            exit: exit(on: wire), output: conversation.output, errors: conversation.errors, isCut: conversation.isCut)
        conversation.isClosed = true
        _ = libssh2_channel_free(conversation.channel)
        return true
    }

    /// The signal is asked for first: with one, the library's exit status is 0.
    private func exit(on wire: Wire) -> CommandExit {
        var name: UnsafeMutablePointer<CChar>?
        var length = 0
        _ = libssh2_channel_get_exit_signal(conversation.channel, &name, &length, nil, nil, nil, nil)
        guard let name else { return .status(Int(libssh2_channel_get_exit_status(conversation.channel))) }
        defer { libssh2_free(wire.session, name) }
        return .signal(String(cString: name))
    }
}
