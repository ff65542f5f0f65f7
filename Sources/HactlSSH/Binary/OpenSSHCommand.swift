/// A command that runs at the other end of an `ssh` process.
struct OpenSSHCommand: OpenCommand {
    let session: OpenSSHSession
    let program: Program
    let mark: ExitMark
    let naming: String

    func write(_ line: String, within limit: Duration) async throws(SSHFailure) {
        if Task.isCancelled { throw .cancelled(session.host, naming) }
        await send([UInt8](line.utf8) + [UInt8(ascii: "\n")])
        guard await program.wait(until: .after(limit), for: { $0.hasSentAll }) else { throw late }
        if await program.end != nil { throw await exit() == nil ? loss() : .ended(session.host) }
    }

    func readLine(within limit: Duration) async throws(SSHFailure) -> String? {
        guard await program.wait(until: .after(limit), for: { $0.output.contains(10) || $0.end != nil }) else {
            throw late
        }
        if let line = await program.takeLine() { return line }
        if await exit() == nil { throw await loss() }
        return await program.takeRest()
    }

    func finish(within limit: Duration) async throws(SSHFailure) -> CommandResult {
        try await finish(until: .after(limit))
    }

    func close() async {
        await program.stop()
        await session.forget(program)
    }

    func send(_ bytes: [UInt8]) async { await program.send(bytes) }

    func finish(until deadline: Deadline) async throws(SSHFailure) -> CommandResult {
        await program.endInput()
        guard await program.wait(until: deadline, for: { $0.end != nil }) else { throw late }
        await session.forget(program)
        guard let exit = await exit() else { throw await loss() }
        let errors = await program.errors
        return CommandResult(
            exit: .status(exit.status), output: await program.output,
            errors: mark.status(at: errors) == nil ? errors : [UInt8](errors.dropLast(exit.length)),
            isCut: await program.isCut)
    }

    private var late: SSHFailure { SSHFailure.late(session.host, naming).withEffect(.unknown) }

    private func exit() async -> (status: Int, length: Int)? { mark.status(at: await program.lastErrors) }

    /// `ssh` ended and the command had not told its status: it was never started, or nobody knows.
    private func loss() async -> SSHFailure {
        let text = String(decoding: await program.errors, as: UTF8.self)
        let kind = SSHComplaints.kind(text)
        if kind == .busy, text.contains("refused by peer") {
            return SSHComplaints.failure(text, host: session.host)
        }
        let lost = SSHFailure(
            .connectionLost, "The SSH connection to \(session.host) was lost while hactl was \(naming): \(text)",
            remedy: "See whether the host is up, then look at it again.")
        // The client found no master and fell back to `ProxyCommand=false`: it never got so far as to send anything. One
        // that lost its master in the middle falls back too, and says so ("mux_client_request_session: …") before.
        let neverSent = text.contains("kex_exchange_identification") && !text.contains("mux_client")
        return neverSent ? lost : lost.withEffect(.unknown)
    }
}
