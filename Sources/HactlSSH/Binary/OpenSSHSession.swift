import Glibc
import HactlModel

/// A session by the user's own `ssh` binary: one master that is logged in, and a client of it for each command.
///
/// It honours `~/.ssh/config`, agents, security keys, certificates and whatever else `ssh` can do. It is slower: every
/// command starts a process. A command that was killed reads as status 128 + n.
actor OpenSSHSession: HostSession {
    nonisolated let host: String
    private nonisolated let arguments: SSHArguments
    private nonisolated let directory: String
    private nonisolated let master: Program
    private var programs: [ObjectIdentifier: Program] = [:]
    private var isClosed = false

    private static let greeting = "hactl is through"

    private init(_ arguments: SSHArguments, directory: String) {
        self.arguments = arguments
        self.directory = directory
        host = arguments.access.places.last?.description ?? arguments.access.address
        master = Program(keeping: 64 << 10)
    }

    /// Logs in. "unknownHostKey" and the like are read from what `ssh` complains about.
    static func connect(to access: SSHAccess, until deadline: Deadline) async throws(SSHFailure) -> OpenSSHSession {
        guard let directory = makeDirectory() else {
            throw SSHFailure(
                .programMissing, "No directory for the control socket of ssh: \(String(cString: strerror(errno))).",
                remedy: "Set XDG_RUNTIME_DIR or TMPDIR to a directory that hactl may write to.")
        }
        let session = OpenSSHSession(SSHArguments(access, socket: directory + "/m"), directory: directory)
        do throws(SSHFailure) { try await session.logIn(until: deadline) } catch {
            await session.close()
            throw error
        }
        return session
    }

    func run(_ command: HostCommand, within limit: Duration) async throws(SSHFailure) -> CommandResult {
        let deadline = Deadline.after(limit)
        let started = try await start(command)
        do throws(SSHFailure) {
            await started.send(command.input)
            return try await started.finish(until: deadline)
        } catch {
            await started.close()
            throw error
        }
    }

    func open(_ command: HostCommand, within limit: Duration) async throws(SSHFailure) -> any OpenCommand {
        try await start(command)
    }

    func forward(to host: String, port: Int, within limit: Duration) async throws(SSHFailure) -> Tunnel {
        guard let place = listenOnLoopback() else { throw .protocolOddity(self.host, "no loopback port is free") }
        _ = Glibc.close(place.socket)
        let way = ["-L", "127.0.0.1:\(place.port):[\(host)]:\(port)"]
        try await ask("forward", way, until: .after(limit))
        return Tunnel(port: place.port) { try? await self.ask("cancel", way, until: .after(.seconds(2))) }
    }

    func close() async {
        isClosed = true
        for program in programs.values { await program.stop() }
        await master.stop()
        // What is awaited: the master's goodbye, after which its socket is gone.
        _ = await master.wait(until: .after(.seconds(1))) { $0.end != nil }
        unlink(arguments.socket)
        rmdir(directory)
    }

    func forget(_ program: Program) { programs[ObjectIdentifier(program)] = nil }

    private func start(_ command: HostCommand) async throws(SSHFailure) -> OpenSSHCommand {
        try command.check()
        try await checkLink()
        if Task.isCancelled { throw .cancelled(host, command.naming) }
        let mark = ExitMark()
        let line = mark.wrap(command.line(for: arguments.access.user))
        let program = Program(keeping: command.outputLimit)
        programs[ObjectIdentifier(program)] = program
        await program.start("ssh", arguments.client(line))
        return OpenSSHCommand(session: self, program: program, mark: mark, naming: command.naming)
    }

    private func checkLink() async throws(SSHFailure) {
        if isClosed { throw .closed(host) }
        guard await master.end != nil else { return }
        let words = await master.lastErrors
        throw SSHFailure(
            .connectionLost, "The SSH connection to \(host) was lost: \(String(decoding: words, as: UTF8.self))",
            remedy: "See whether the host is up, then open a new session with it.")
    }

    private func logIn(until deadline: Deadline) async throws(SSHFailure) {
        let greet = "sh -c " + "echo; echo \(Self.greeting); exec cat >/dev/null".asShellWord
        await master.start("ssh", arguments.master(running: greet, within: deadline.remaining))
        var isThrough = false
        while !isThrough {
            let isNews = await master.wait(until: deadline) { $0.output.contains(10) || $0.end != nil }
            if !isNews { throw .late(host, "logging in") }
            guard let line = await master.takeLine() else { throw await loginFailure() }
            isThrough = line == Self.greeting
        }
    }

    private func loginFailure() async -> SSHFailure {
        if case .missing(let reason) = await master.end {
            return SSHFailure(
                .programMissing, "The ssh program could not be started: \(reason)",
                remedy: "Install the OpenSSH client, or set `transport: libssh2`.")
        }
        return SSHComplaints.failure(String(decoding: await master.errors, as: UTF8.self), host: host)
    }

    private func ask(_ request: String, _ options: [String], until deadline: Deadline) async throws(SSHFailure) {
        try await checkLink()
        let program = Program(keeping: 64 << 10)
        await program.start("ssh", arguments.ask(request, options))
        await program.endInput()
        guard await program.wait(until: deadline, for: { $0.end != nil }) else {
            await program.stop()
            throw .late(host, "asking ssh to \(request)")
        }
        if await program.end != .status(0) {
            throw .protocolOddity(host, String(decoding: await program.errors, as: UTF8.self))
        }
    }

    /// A directory for the control socket that nobody else may enter: mkdtemp(3) makes it with permissions 0700. A
    /// socket's path has 108 bytes at most.
    private static func makeDirectory() -> String? {
        let parent = environmentVariable("XDG_RUNTIME_DIR") ?? environmentVariable("TMPDIR") ?? "/tmp"
        for place in [parent, "/tmp"] where place.utf8.count < 64 {
            var template = Array("\(place)/hactl-XXXXXX".utf8CString)
            if mkdtemp(&template) != nil {
                return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
        }
        return nil
    }
}

extension SSHFailure {
    static func protocolOddity(_ host: String, _ reason: String) -> SSHFailure {
        SSHFailure(.protocolError, "\(host): \(reason)", remedy: "Try the same with `ssh -v`.")
    }

    /// What a wait that came to nothing means: the task was cancelled, or the deadline passed.
    static func late(_ host: String, _ doing: String) -> SSHFailure {
        Task.isCancelled ? .cancelled(host, doing) : .timedOut(host, doing)
    }
}
