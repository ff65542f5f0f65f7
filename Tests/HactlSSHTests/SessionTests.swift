import Foundation
import HactlModel
import Testing

@testable import HactlSSH

/// What every transport promises, tried over each.
@Suite(.enabled(if: Sshd.isThere, "needs root, sshd and ssh-keygen"), .timeLimit(.minutes(1)))
struct SessionTests {
    static let transports = SSHTransport.allCases

    private func session(
        _ transport: SSHTransport, _ body: (any HostSession, Sshd) async throws -> Void
    ) async throws {
        try await Sshd.run { server in
            let session = try await SSH.connect(to: server.access(transport), within: .seconds(30))
            do { try await body(session, server) } catch {
                await session.close()
                throw error
            }
            await session.close()
        }
    }

    @Test(arguments: transports)
    func `a command runs and its output comes back`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            let result = try await session.run(HostCommand(["echo", "hello"]), within: .seconds(5))
            #expect(result.outputText == "hello\n")
            #expect(result.isSuccess)
        }
    }

    @Test(arguments: transports)
    func `a status is told, and errors apart from output`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            let result = try await session.run(
                HostCommand(["sh", "-c", "echo out; echo err >&2; exit 7"]), within: .seconds(5))
            #expect(result.exit == .status(7))
            #expect(result.outputText == "out\n")
            #expect(result.errorText == "err\n")
            let missing = try await session.run(HostCommand(["no-such-program"]), within: .seconds(5))
            #expect(missing.exit == .status(127))
        }
    }

    @Test(arguments: transports)
    func `a killed command is no success`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            let result = try await session.run(HostCommand(["sh", "-c", "kill -9 $$"]), within: .seconds(5))
            #expect(!result.isSuccess)
            #expect(result.exit == (transport == .libssh2 ? .signal("KILL") : .status(137)))
        }
    }

    @Test(arguments: transports)
    func `a megabyte goes in and comes out`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            let bytes = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let result = try await session.run(HostCommand(["cat"], input: bytes), within: .seconds(20))
            #expect(result.output == bytes)
        }
    }

    @Test(arguments: transports)
    func `large output is kept up to the limit`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            let command = HostCommand(["head", "-c", "20000000", "/dev/zero"], outputLimit: 1_000_000)
            let result = try await session.run(command, within: .seconds(20))
            #expect(result.output.count == 1_000_000)
            #expect(result.isCut)
            #expect(result.isSuccess)
        }
    }

    @Test(arguments: transports)
    func `a command that reads nothing may be given much`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            let bytes = [UInt8](repeating: 1, count: 8 << 20)
            let result = try await session.run(HostCommand(["true"], input: bytes), within: .seconds(10))
            #expect(result.isSuccess)
        }
    }

    @Test(arguments: transports)
    func `nasty arguments arrive as they are`(transport: SSHTransport) async throws {
        let nasty = [
            "", " ", "'", "''", "a'b\"c", "$HOME", "`id`", "$(id)", "*", "~", "\\", "a\nb", "-n", "--", "!", "#x", "ü→",
            ";rm", "&", "|", "<", "{a,b}", "%s", "\t", "=", "a=b",
        ]
        try await session(transport) { session, _ in
            let result = try await session.run(
                HostCommand(["sh", "-c", #"for a; do printf '%s\0' "$a"; done"#, "sh"] + nasty), within: .seconds(5))
            let got = result.outputText.split(separator: "\0", omittingEmptySubsequences: false)
            #expect(got.dropLast().map(String.init) == nasty)
        }
    }

    @Test(arguments: transports)
    func `a NUL byte is refused`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            let failure = await #expect(throws: SSHFailure.self) {
                _ = try await session.run(HostCommand(["echo", "a\0b"]), within: .seconds(5))
            }
            #expect(failure?.kind == .unsendable)
        }
    }

    @Test(arguments: transports)
    func `a command that hangs ends at its limit and the session goes on`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            let start = ContinuousClock.now
            let failure = await #expect(throws: SSHFailure.self) {
                _ = try await session.run(HostCommand(["sleep", "30"]), within: .milliseconds(300))
            }
            #expect(failure?.kind == .timedOut)
            #expect(failure?.effect == .unknown)
            #expect(start.duration(to: .now) < .seconds(25), "it hung")
            let result = try await session.run(HostCommand(["echo", "on"]), within: .seconds(5))
            #expect(result.outputText == "on\n")
        }
    }

    @Test(arguments: transports)
    func `a cancelled command returns and the session goes on`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            let task = Task { try await session.run(HostCommand(["sleep", "30"]), within: .seconds(30)) }
            try await Task.sleep(for: .milliseconds(300))
            let start = ContinuousClock.now
            task.cancel()
            let failure = await #expect(throws: SSHFailure.self) { _ = try await task.value }
            #expect(failure?.kind == .cancelled)
            #expect(failure?.effect == .unknown)
            #expect(start.duration(to: .now) < .seconds(25), "it hung")
            #expect(try await session.run(HostCommand(["true"]), within: .seconds(5)).isSuccess)
        }
    }

    @Test(arguments: transports)
    func `several commands run at once`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            // Each waits for all the others: one after another they would never end.
            let hall = "/tmp/hactl-hall-\(UUID())"
            defer { try? FileManager.default.removeItem(atPath: hall) }
            try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let script =
                            "mkdir -p \(hall); : >\(hall)/\(number); while [ $(ls \(hall) | wc -l) -lt 8 ]; do sleep 0.05; done; head -c 100000 /dev/zero | wc -c; echo \(number)"
                        return try await session.run(HostCommand(["sh", "-c", script]), within: .seconds(20)).outputText
                    }
                }
                var all: [String] = []
                for try await text in group { all.append(text) }
                #expect(all.sorted() == (0..<8).map { "100000\n\($0)\n" })
            }
        }
    }

    @Test(arguments: transports)
    func `an open command takes lines when they matter`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            let shell = try await session.open(HostCommand(["sh"]), within: .seconds(5))
            for number in 0..<50 {
                try await shell.write("echo line \(number)", within: .seconds(5))
                #expect(try await shell.readLine(within: .seconds(5)) == "line \(number)")
            }
            // A reader that waits doesn't keep others out.
            async let late = shell.readLine(within: .seconds(10))
            let between = try await session.run(HostCommand(["echo", "between"]), within: .seconds(5))
            #expect(between.outputText == "between\n")
            try await shell.write("echo late; echo rest; echo err >&2; exit 3", within: .seconds(5))
            #expect(try await late == "late")
            let result = try await shell.finish(within: .seconds(5))
            #expect(result.exit == .status(3))
            #expect(result.outputText == "rest\n")
            #expect(result.errorText == "err\n")
        }
    }

    @Test(arguments: transports)
    func `a reader of an open command waits no longer than it may`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            let shell = try await session.open(HostCommand(["sh"]), within: .seconds(5))
            let failure = await #expect(throws: SSHFailure.self) {
                _ = try await shell.readLine(within: .milliseconds(200))
            }
            #expect(failure?.kind == .timedOut)
            try await shell.write("printf 'half'; echo ' and half'", within: .seconds(5))
            #expect(try await shell.readLine(within: .seconds(5)) == "half and half")
            try await shell.write("exit", within: .seconds(5))
            #expect(try await shell.readLine(within: .seconds(5)) == nil)
            await shell.close()
            #expect(try await session.run(HostCommand(["true"]), within: .seconds(5)).isSuccess)
        }
    }

    @Test(arguments: transports)
    func `a tunnel leads to a port beyond`(transport: SSHTransport) async throws {
        try await session(transport) { session, server in
            let tunnel = try await session.forward(to: "127.0.0.1", port: server.port, within: .seconds(5))
            var access = server.access()
            access.port = tunnel.port
            try write("[127.0.0.1]:\(tunnel.port) " + text(of: "\(server.directory)/host.pub"), to: server.knownHosts)
            let inner = try await SSH.connect(to: access, within: .seconds(10))
            let result = try await inner.run(HostCommand(["head", "-c", "5000000", "/dev/zero"]), within: .seconds(20))
            #expect(result.output.count == 5_000_000)
            let bytes = [UInt8](repeating: 7, count: 3_000_000)
            #expect(try await inner.run(HostCommand(["cat"], input: bytes), within: .seconds(20)).output == bytes)
            await inner.close()
            await tunnel.close()
        }
    }

    @Test(arguments: transports)
    func `a lost connection is told, and that the effect is unknown`(transport: SSHTransport) async throws {
        try await session(transport) { session, server in
            let sleeper = try await session.open(
                HostCommand(["sh", "-c", "echo asleep; sleep 30"]), within: .seconds(10))
            #expect(try await sleeper.readLine(within: .seconds(10)) == "asleep")
            let task = Task { try await sleeper.finish(within: .seconds(30)) }
            try await Task.sleep(for: .milliseconds(100))
            server.dropConnections()
            let failure = await #expect(throws: SSHFailure.self) { _ = try await task.value }
            #expect(failure?.kind == .connectionLost)
            #expect(failure?.effect == .unknown)
            let later = await #expect(throws: SSHFailure.self) {
                _ = try await session.run(HostCommand(["true"]), within: .seconds(5))
            }
            #expect(later?.kind == .connectionLost)
            #expect(later?.effect == SSHFailure.Effect.none)
        }
    }

    @Test(arguments: transports)
    func `a frozen host holds nobody longer than the limit`(transport: SSHTransport) async throws {
        try await session(transport) { session, server in
            server.freeze()
            let start = ContinuousClock.now
            let failure = await #expect(throws: SSHFailure.self) {
                _ = try await session.run(HostCommand(["true"]), within: .milliseconds(700))
            }
            #expect(failure?.kind == .timedOut)
            await session.close()
            #expect(start.duration(to: .now) < .seconds(25), "it hung")
        }
    }

    @Test(arguments: transports)
    func `a host that thaws is usable again`(transport: SSHTransport) async throws {
        try await session(transport) { session, server in
            server.freeze()
            for _ in 0..<2 {
                await #expect(throws: SSHFailure.self) {
                    _ = try await session.run(HostCommand(["true"]), within: .milliseconds(200))
                }
            }
            server.thaw()
            let result = try await session.run(HostCommand(["echo", "awake"]), within: .seconds(20))
            #expect(result.outputText == "awake\n")
        }
    }

    @Test(arguments: transports)
    func `a command that is let go wakes its reader`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            for _ in 0..<5 {
                let shell = try await session.open(HostCommand(["sh"]), within: .seconds(20))
                let reader = Task { try await shell.readLine(within: .seconds(20)) }
                try await Task.sleep(for: .milliseconds(20))
                let start = ContinuousClock.now
                await shell.close()
                #expect((try? await reader.value) == nil)
                #expect(start.duration(to: .now) < .seconds(25), "it hung")
                let failure = await #expect(throws: SSHFailure.self) {
                    try await shell.write("x", within: .seconds(60))
                }
                #expect(failure?.kind != .timedOut)
            }
            #expect(try await session.run(HostCommand(["true"]), within: .seconds(20)).isSuccess)
        }
    }

    @Test(arguments: transports)
    func `a closed session says so, and ends what is under way`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            let task = Task { try await session.run(HostCommand(["sleep", "30"]), within: .seconds(30)) }
            try await Task.sleep(for: .milliseconds(100))
            await session.close()
            await #expect(throws: SSHFailure.self) { try await task.value }
            let failure = await #expect(throws: SSHFailure.self) {
                _ = try await session.run(HostCommand(["true"]), within: .seconds(5))
            }
            #expect(failure?.kind == .connectionLost)
            #expect(failure?.effect == SSHFailure.Effect.none)
        }
    }

    @Test(arguments: transports)
    func `cancelled at any moment, the session goes on`(transport: SSHTransport) async throws {
        try await session(transport) { session, _ in
            for moment in 0..<15 {
                let bytes = [UInt8](repeating: 1, count: 3_000_000)
                let task = Task {
                    try await session.run(
                        HostCommand(["sh", "-c", "cat; sleep 5"], input: bytes), within: .seconds(30))
                }
                try await Task.sleep(for: .milliseconds(moment * 3))
                task.cancel()
                await #expect(throws: SSHFailure.self) { try await task.value }
            }
            #expect(try await session.run(HostCommand(["true"]), within: .seconds(20)).isSuccess)
        }
    }
}
