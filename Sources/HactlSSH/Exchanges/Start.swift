import CLibSSH2

/// Opens a channel and starts a command in it.
final class Start: Exchange {
    private let line: String
    private let limit: Int
    private(set) var conversation: Conversation?

    init(_ line: String, keeping limit: Int, _ doing: String, on host: String, until deadline: Deadline) {
        self.line = line
        self.limit = limit
        super.init(doing, on: host, until: deadline)
    }

    override func advance(on wire: Wire) throws(SSHFailure) -> Bool {
        if conversation == nil {
            guard let channel = try wire.openChannel(for: .command, owner: self) else { return false }
            conversation = Conversation(channel, host: host, limit: limit)
        }
        guard let conversation else { return false }
        // From the first byte of the request on, the command may run.
        effect = .unknown
        let result = wire.call { _ in
            libssh2_channel_process_startup(
                conversation.channel, "exec", 4, line, CUnsignedInt(line.utf8.count))
        }
        guard let result else { return false }
        if result != 0 { throw refusal(wire) }
        return true
    }

    override func abandon(on wire: Wire) {
        if let conversation { wire.bury(conversation.channel, host: host) }
    }

    private func refusal(_ wire: Wire) -> SSHFailure {
        guard libssh2_session_last_errno(wire.session) == LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED else {
            return wire.failure(while: doing, to: host)
        }
        effect = .none
        return SSHFailure(
            .protocolError, "sshd on \(host) refuses to run commands for this user.",
            remedy: "Look at ForceCommand, the shell of the user and the options of the key in authorized_keys.")
    }
}
