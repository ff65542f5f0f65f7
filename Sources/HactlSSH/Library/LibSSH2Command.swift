/// A command that stays open on a session by libssh2. Its state lives in the session; this is a name for it.
struct LibSSH2Command: OpenCommand {
    let session: LibSSH2Session
    let number: Int
    let naming: String

    func write(_ line: String, within limit: Duration) async throws(SSHFailure) {
        try await session.write(line, to: self, until: .after(limit))
    }

    func readLine(within limit: Duration) async throws(SSHFailure) -> String? {
        try await session.readLine(of: self, until: .after(limit))
    }

    func finish(within limit: Duration) async throws(SSHFailure) -> CommandResult {
        try await session.finish(self, until: .after(limit))
    }

    func close() async { await session.letGo(self) }
}

extension LibSSH2Session {
    func write(_ line: String, to command: LibSSH2Command, until deadline: Deadline) async throws(SSHFailure) {
        let bytes = [UInt8](line.utf8) + [UInt8(ascii: "\n")]
        try await perform(Send(bytes, to: try conversation(command), command.naming, on: host, until: deadline))
    }

    func readLine(of command: LibSSH2Command, until deadline: Deadline) async throws(SSHFailure) -> String? {
        let next = NextLine(try conversation(command), command.naming, on: host, until: deadline)
        try await perform(next)
        return next.line
    }

    func finish(_ command: LibSSH2Command, until deadline: Deadline) async throws(SSHFailure) -> CommandResult {
        let conversation = try conversation(command)
        conversations[command.number] = nil
        conversation.endInput()
        return try await finish(conversation, command.naming, until: deadline)
    }

    func letGo(_ command: LibSSH2Command) {
        guard let conversation = conversations.removeValue(forKey: command.number), wire.loss == nil else { return }
        conversation.isClosed = true
        take(up: Burial(conversation.channel, host: host))
    }

    private func conversation(_ command: LibSSH2Command) throws(SSHFailure) -> Conversation {
        if let loss = wire.loss { throw loss.withEffect(.unknown) }
        if let conversation = conversations[command.number] { return conversation }
        throw .ended(host)
    }
}
