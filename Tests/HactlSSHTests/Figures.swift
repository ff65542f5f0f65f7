import Glibc
import HactlModel
import Testing

@testable import HactlSSH

/// Prints how long things take. Set HACTL_FIGURES to see them; they depend on the machine and prove nothing.
@Suite(.enabled(if: getenv("HACTL_FIGURES") != nil, "HACTL_FIGURES is not set"), .serialized)
struct Figures {
    private func median(_ name: String, _ times: Int, _ body: () async throws -> Void) async throws {
        var spans: [Duration] = []
        for _ in 0..<times {
            let start = ContinuousClock.now
            try await body()
            spans.append(start.duration(to: .now))
        }
        spans.sort()
        print("figure: \(name): median \(spans[times / 2]), worst \(spans[times - 1])")
    }

    @Test(arguments: SSHTransport.allCases)
    func `of a session`(transport: SSHTransport) async throws {
        try await Sshd.run { server in
            let access = server.access(transport)
            try await median("\(transport) connect and close", 15) {
                try await SSH.connect(to: access, within: .seconds(10)).close()
            }
            let session = try await SSH.connect(to: access, within: .seconds(10))
            try await median("\(transport) run true", 50) {
                _ = try await session.run(HostCommand(["true"]), within: .seconds(5))
            }
            let shell = try await session.open(HostCommand(["sh"]), within: .seconds(5))
            try await median("\(transport) write a line", 200) { try await shell.write(":", within: .seconds(5)) }
            try await median("\(transport) a line there and back", 200) {
                try await shell.write("echo x", within: .seconds(5))
                _ = try await shell.readLine(within: .seconds(5))
            }
            try await median("\(transport) 20 MB out", 3) {
                let command = HostCommand(["head", "-c", "20000000", "/dev/zero"], outputLimit: 32 << 20)
                _ = try await session.run(command, within: .seconds(30))
            }
            let bytes = [UInt8](repeating: 1, count: 20_000_000)
            try await median("\(transport) 20 MB in", 3) {
                _ = try await session.run(
                    HostCommand(["sh", "-c", "cat >/dev/null"], input: bytes), within: .seconds(30))
            }
            await session.close()
        }
    }

    @Test func `of two hundred sessions`() async throws {
        try await Sshd.run(["MaxStartups 1000"]) { server in
            let access = server.access()
            try await median("200 sessions: connect, true, close", 2) {
                await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<200 {
                        group.addTask {
                            guard let session = try? await SSH.connect(to: access, within: .seconds(60)) else {
                                return false
                            }
                            let result = try? await session.run(HostCommand(["true"]), within: .seconds(20))
                            await session.close()
                            return result?.isSuccess ?? false
                        }
                    }
                    var good = 0
                    for await isGood in group where isGood { good += 1 }
                    #expect(good == 200)
                }
            }
        }
    }
}
