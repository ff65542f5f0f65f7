import Glibc
import Subprocess

/// A program that runs on this machine, such as `ssh`: what it said so far, and who waits for more.
///
/// It ends when `stop` is called, at the latest; nobody has to wait for it.
actor Program {
    /// Bytes kept of the output, and of the errors.
    private let limit: Int
    private let stream: AsyncStream<[UInt8]>
    private let input: AsyncStream<[UInt8]>.Continuation
    private var task: Task<Void, Never>?
    private var watchers: [Int: CheckedContinuation<Void, Never>] = [:]
    private var lastWatcher = 0
    private var unsent = 0
    private var bytes: [UInt8] = []
    private(set) var errors: [UInt8] = []
    /// The last bytes of the errors, also when they were cut.
    private(set) var lastErrors: [UInt8] = []
    private(set) var isCut = false
    private(set) var end: ProgramEnd?

    /// A program that dies before it has read its input must not take hactl with it.
    private static let ignoresBrokenPipes: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return true
    }()

    init(keeping limit: Int) {
        self.limit = limit
        (stream, input) = AsyncStream.makeStream()
    }

    func start(_ name: String, _ arguments: [String]) {
        _ = Self.ignoresBrokenPipes
        task = Task { end(await live(name, arguments)) }
    }

    /// Kills it if it runs. The goodbye that `ssh` gets first removes its control socket.
    func stop() { task?.cancel() }

    /// Nothing is sent to a program that has ended.
    func send(_ bytes: [UInt8]) {
        if bytes.isEmpty || end != nil { return }
        unsent += 1
        input.yield(bytes)
    }

    func endInput() { input.finish() }

    /// Nothing waits to be sent; an ended program takes nothing any more.
    var hasSentAll: Bool { unsent == 0 || end != nil }
    var output: [UInt8] { bytes }

    func takeLine() -> String? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { bytes.removeFirst(end + 1) }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    func takeRest() -> String? {
        defer { bytes = [] }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// Waits until something is so. `false` when the deadline passed or the task was cancelled before.
    func wait(until deadline: Deadline, for condition: @Sendable (isolated Program) -> Bool) async -> Bool {
        let clock = Task {
            try? await Task.sleep(until: deadline)
            tell()
        }
        defer { clock.cancel() }
        while !condition(self) {
            if Task.isCancelled || deadline.isOver { return false }
            await news()
        }
        return true
    }

    private func news() async {
        lastWatcher += 1
        let number = lastWatcher
        await withTaskCancellationHandler {
            await withCheckedContinuation { watchers[number] = $0 }
        } onCancel: {
            Task { await self.tell() }
        }
    }

    private func tell() {
        let all = watchers.values
        watchers = [:]
        for watcher in all { watcher.resume() }
    }

    private func end(_ end: ProgramEnd) {
        self.end = end
        input.finish()
        tell()
    }

    private func sent() {
        unsent -= 1
        tell()
    }

    private func takeOutput(_ piece: [UInt8]) {
        keep(piece, in: &bytes)
        tell()
    }

    private func takeErrors(_ piece: [UInt8]) {
        keep(piece, in: &errors)
        lastErrors = (lastErrors + piece).suffix(64)
        tell()
    }

    private func keep(_ piece: [UInt8], in place: inout [UInt8]) {
        let room = max(0, limit - place.count)
        if piece.count > room { isCut = true }
        place += piece.prefix(room)
    }
}

/// How a program ended.
enum ProgramEnd: Sendable, Equatable {
    case status(Int)
    case signal(Int)
    /// It never started.
    case missing(reason: String)
}

extension Program {
    private func live(_ name: String, _ arguments: [String]) async -> ProgramEnd {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .milliseconds(300))]
        do {
            let result = try await Subprocess.run(
                .name(name), arguments: Arguments(arguments), environment: .inherit.updating(["LC_ALL": "C"]),
                platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
            ) { execution in
                await self.attend(execution)
            }
            return ProgramEnd(result.terminationStatus)
        } catch let error as SubprocessError where [.executableNotFound, .spawnFailed].contains(error.code) {
            return .missing(reason: "\(error)")
        } catch {
            return .signal(Int(SIGKILL))
        }
    }

    private nonisolated func attend(
        _ execution: Execution<CustomWriteInput, SequenceOutput, SequenceOutput>
    ) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.feed(execution.standardInputWriter) }
            group.addTask {
                await withTaskGroup(of: Void.self) { readers in
                    readers.addTask { await self.read(execution.standardOutput) { await self.takeOutput($0) } }
                    readers.addTask { await self.read(execution.standardError) { await self.takeErrors($0) } }
                }
                // Nobody reads its input any more.
                await self.endInput()
            }
        }
    }

    private nonisolated func feed(_ writer: StandardInputWriter) async {
        for await piece in stream {
            _ = try? await writer.write(piece)
            await sent()
        }
        try? await writer.finish()
    }

    private nonisolated func read(_ sequence: SubprocessOutputSequence, _ take: ([UInt8]) async -> Void) async {
        do {
            for try await buffer in sequence { await take(buffer.withUnsafeBytes { [UInt8]($0) }) }
        } catch {
            // The program was killed: its end says so.
        }
    }
}

extension ProgramEnd {
    init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .status(Int(code))
        case .signaled(let code): self = .signal(Int(code))
        }
    }
}
