import CLibSSH2
import HactlModel

extension LibSSH2Session {
    func run(_ command: HostCommand, within limit: Duration) async throws(SSHFailure) -> CommandResult {
        let deadline = Deadline.after(limit)
        let conversation = try await start(command, until: deadline)
        conversation.send(command.input)
        conversation.endInput()
        return try await finish(conversation, command.naming, until: deadline)
    }

    func open(_ command: HostCommand, within limit: Duration) async throws(SSHFailure) -> any OpenCommand {
        let conversation = try await start(command, until: .after(limit))
        lastConversation += 1
        conversations[lastConversation] = conversation
        return LibSSH2Command(session: self, number: lastConversation, naming: command.naming)
    }

    func forward(to host: String, port: Int, within limit: Duration) async throws(SSHFailure) -> Tunnel {
        if let loss = wire.loss { throw loss }
        guard let place = listenOnLoopback() else {
            throw SSHFailure(
                .protocolError, "No loopback port is free for a tunnel.",
                remedy: "See how many descriptors hactl may open (ulimit -n).")
        }
        let listener = Listener(
            place.socket, port: place.port, to: .port(host: host, port: port), on: self.host)
        take(up: listener)
        let id = ObjectIdentifier(listener)
        return Tunnel(port: place.port) { await self.stopListening(id) }
    }

    func close() async {
        hangUp()
        await upstream?.close()
    }

    func start(_ command: HostCommand, until deadline: Deadline) async throws(SSHFailure) -> Conversation {
        try command.check()
        let start = Start(
            command.line(for: user), keeping: command.outputLimit, command.naming, on: host, until: deadline)
        try await perform(start)
        guard let conversation = start.conversation else { throw .closed(host) }
        return conversation
    }

    func finish(
        _ conversation: Conversation, _ naming: String, until deadline: Deadline
    ) async throws(SSHFailure) -> CommandResult {
        let finish = Finish(conversation, naming, on: host, until: deadline)
        do throws(SSHFailure) { try await perform(finish) } catch {
            // Cancelled before it could begin: nobody else would give the channel back.
            if wire.loss == nil, !conversation.isClosed {
                conversation.isClosed = true
                take(up: Burial(conversation.channel, host: host))
            }
            throw error.withEffect(.unknown)
        }
        guard let result = finish.result else { throw .closed(host).withEffect(.unknown) }
        return result
    }
}

extension HostCommand {
    /// For sentences. Arguments stay out of it: they may be long, and what is asked of a host is the plan's to tell.
    var naming: String { "running \(arguments.first ?? "nothing")" }
}
