import Foundation
import HactlModel
import HactlMySQL
import Testing

extension RealServers {
    /// What this module costs, and that it gives everything back. Alone, by
    /// `HACTL_FIGURES=1 swift test --filter Figures`: other tests in the same process have threads and descriptors of
    /// their own.
    @Suite("Figures", .serialized, .enabled(if: ProcessInfo.processInfo.environment["HACTL_FIGURES"] != nil))
    struct Figures {
        @Test("Connecting and asking")
        func costs() async throws {
            let server = try await TestServer.shared.value
            let connection = try await server.connect()
            let modes = [("in clear", TLSMode.disabled), ("TLS", .required), ("TLS with a CA file", .verifyIdentity)]
            for (name, mode) in modes {
                try await report("open and close, \(name)", times: 200) {
                    let ca = mode == .verifyIdentity ? server.files.file("ca.pem") : nil
                    let target = server.target(tls: TLSSettings(mode: mode, ca: ca))
                    try await SQLConnection.open(target, within: .seconds(25)).close()
                }
            }
            try await report("SELECT 1", times: 5000) {
                _ = try await connection.query("SELECT 1", within: .seconds(25))
            }
            try await report("SHOW VARIABLES", times: 100) {
                _ = try await connection.query("SHOW VARIABLES", within: .seconds(25))
            }
            try await report("100 000 rows", times: 5) {
                _ = try await connection.query("SELECT seq, 'text' FROM lab.seq_1_to_100000", within: .seconds(20))
            }
        }

        @Test("A thousand connections, fifty at a time, and abandoned attempts leave nothing behind")
        func nothingLeft() async throws {
            let server = try await TestServer.shared.value
            _ = try await server.connect()
            let listener = try Listener()
            try await Task.sleep(for: .milliseconds(200))
            let before = (threads: try count("task"), descriptors: try count("fd"))
            for _ in 0..<20 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<50 {
                        group.addTask { _ = try await server.connect().query("SELECT 1", within: .seconds(20)) }
                    }
                    group.addTask {
                        let target = SQLTarget(
                            host: "127.0.0.1", port: listener.port, user: "x", connectTimeout: .seconds(1))
                        _ = await timed { try await SQLConnection.open(target, within: .milliseconds(10)) }
                    }
                    try await group.waitForAll()
                }
            }
            try await Task.sleep(for: .seconds(2))
            #expect(try count("fd") <= before.descriptors + 2)
            #expect(try count("task") <= before.threads + 4, "the runtime's own may come and go")
        }

        private func report(_ name: String, times: Int, _ body: () async throws -> Void) async throws {
            var took: [Duration] = []
            for _ in 0..<times { took.append(try await ContinuousClock().measure { try await body() }) }
            took.sort()
            print("\(name): median \(took[times / 2]), 99 % \(took[times * 99 / 100])")
        }

        private func count(_ kind: String) throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/\(kind)").count
        }
    }
}
