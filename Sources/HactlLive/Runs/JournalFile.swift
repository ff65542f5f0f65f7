import Glibc
import HactlLanes
import HactlModel
import HactlRun

/// A run's journal as a file: one line an entry, added and never changed, readable by its owner alone.
package actor JournalFile: Journal {
    /// Turns an entry into one line without its newline.
    package typealias Format = @Sendable (_ number: Int, _ at: Moment, JournalEntry) throws -> String
    /// Told of every entry once it is written.
    package typealias Listener = @Sendable (JournalEntry) async -> Void

    private let lane = Lane()
    private let descriptor: CInt
    private let format: Format
    private let listener: Listener
    private var count: Int
    /// What must go before the next line.
    private var pending: String

    package nonisolated let path: String
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    /// Opens the file for adding; creates it when it is not there.
    /// - Parameter count: lines it has already.
    /// - Parameter lacksNewline: the last of them was cut off just before its newline.
    package init(
        path: String, after count: Int = 0, lacksNewline: Bool = false, format: @escaping Format,
        listener: @escaping Listener = { _ in }
    ) throws(JournalFailure) {
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw JournalFailure("the journal \(path) can't be opened: \(String(cString: strerror(errno)))")
        }
        self.path = path
        self.count = count
        pending = lacksNewline ? "\n" : ""
        self.format = format
        self.listener = listener
        for entry in Self.kindsOfTheFreeze { _ = try? format(0, SystemClock.now(), entry) }
    }

    /// The first line of a kind costs the runtime half a millisecond of looking up types: not in the freeze.
    private static let kindsOfTheFreeze: [JournalEntry] = {
        let place = StepPlace(stage: 0, step: 0)
        return [
            .satisfied(place, title: "", because: "", skipped: false), .committing(place),
            .failed(place, title: "", because: ""),
        ]
    }()

    isolated deinit { close(descriptor) }

    package func append(_ entries: [JournalEntry], durably: Bool) async throws(JournalFailure) {
        if entries.isEmpty { return }
        let start = count
        var text = pending
        for entry in entries { text += try line(entry) + "\n" }
        do throws(JournalFailure) {
            try write(Array(text.utf8))
            pending = ""
        } catch {
            count = start
            throw error
        }
        if durably, fdatasync(descriptor) != 0 { throw failure("flushed") }
        for entry in entries { await listener(entry) }
    }

    private func line(_ entry: JournalEntry) throws(JournalFailure) -> String {
        count += 1
        do {
            return try format(count, SystemClock.now(), entry)
        } catch {
            throw JournalFailure("the journal's line \(count) can't be written as JSON: \(error)")
        }
    }

    /// All of it or nothing: half a line would be glued to the next one.
    private func write(_ bytes: [UInt8]) throws(JournalFailure) {
        let end = lseek(descriptor, 0, SEEK_END)
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written >= 0 else {
                if errno == EINTR { continue }
                let failure = failure("written")
                ftruncate(descriptor, end)
                throw failure
            }
            rest = rest.dropFirst(written)
        }
    }

    private func failure(_ verb: String) -> JournalFailure {
        JournalFailure("the journal \(path) can't be \(verb): \(String(cString: strerror(errno)))")
    }
}

/// The machine's clocks.
package enum SystemClock {
    package static func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Goes on while the machine sleeps: a laptop that was shut must find its deadlines passed.
    package static func uptime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
