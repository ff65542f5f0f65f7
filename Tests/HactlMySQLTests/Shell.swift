import Foundation

/// Shell lines for the fixtures.
enum Shell {
    struct Failed: Error { let line: String, status: Int32 }

    static func run(_ line: String, in directory: String) throws {
        let process = process("set -e; " + line)
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(line: line, status: process.terminationStatus) }
    }

    /// Starts `beginning` and runs `end` when this process is gone; the shell waits on a pipe that we hold.
    static func whileWeLive(_ beginning: String = "", finally end: String) throws {
        let pipe = Pipe()
        let process = process("trap '' INT TERM; \(beginning)\ncat >/dev/null\n\(end)")
        process.standardInput = pipe
        // Not ours: whoever reads the output of the tests to its end must not wait for the cleaning.
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        pipes.keep(pipe)
    }

    private static let pipes = Pipes()

    private final class Pipes: @unchecked Sendable {
        private let lock = NSLock()
        private var kept: [Pipe] = []
        func keep(_ pipe: Pipe) { lock.withLock { kept.append(pipe) } }
    }

    private static func process(_ line: String) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        return process
    }
}
