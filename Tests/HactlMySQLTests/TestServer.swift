import Foundation
import HactlModel
import HactlMySQL

/// A mariadbd of our own, on a copy of the template, on a free port of the loopback.
struct TestServer: Sendable {
    let port: Int
    let socket: String
    let pid: pid_t
    let files: Installation.Directory

    /// For every test that leaves the server as it was. With TLS.
    static let shared = Task { try await start("shared", with: ["--max-connections=400", tls]) }

    static let tls = "--ssl-ca=ca.pem --ssl-cert=server.pem --ssl-key=server.key"

    static func start(_ name: String, with options: [String] = []) async throws -> TestServer {
        let files = try await Installation.shared.directory()
        let port = try freePort()
        let home = files.file(name)
        let own = options.joined(separator: " ")
            .replacingOccurrences(of: "=ca.pem", with: "=\(files.file("ca.pem"))")
            .replacingOccurrences(of: "=server.", with: "=\(files.file("server."))")
        try Shell.run("cp -r template \(name); mkdir \(name).tmp", in: files.path)
        try accounts.write(toFile: home + ".sql", atomically: true, encoding: .utf8)
        let command = """
            mariadbd --no-defaults --user=root --datadir=\(home) --port=\(port) --bind-address=127.0.0.1 \
            --socket=\(home).sock --pid-file=\(home).pid --init-file=\(home).sql --tmpdir=\(home).tmp \
            --performance-schema=off \
            --innodb-buffer-pool-size=16M --innodb-log-file-size=8M --skip-log-bin \(own) \
            </dev/null >\(home).log 2>&1 &
            server=$!
            """
        try Shell.whileWeLive(command, finally: "kill -KILL $server; wait $server; rm -rf \(files.path)")
        let pid = try await pid(in: "\(home).pid", log: "\(home).log")
        return TestServer(port: port, socket: "\(home).sock", pid: pid, files: files)
    }

    func target(user: String = "app", password: String? = "open sesame", tls: TLSSettings = TLSSettings()) -> SQLTarget
    {
        SQLTarget(host: "127.0.0.1", port: port, user: user, password: password.map { Secret($0) }, tls: tls)
    }

    func connect(_ initial: String = "") async throws -> SQLConnection {
        try await SQLConnection.open(target(), initial: initial, within: .seconds(20))
    }

    /// Returns when every thread has stopped: the signal takes its time.
    func freeze() async throws {
        kill(pid, SIGSTOP)
        while try !isStopped() { try await Task.sleep(for: .milliseconds(1)) }
    }

    private func isStopped() throws -> Bool {
        let tasks = "/proc/\(pid)/task"
        return try FileManager.default.contentsOfDirectory(atPath: tasks).allSatisfy {
            try String(contentsOfFile: "\(tasks)/\($0)/stat", encoding: .utf8).contains(") T ")
        }
    }

    func thaw() { kill(pid, SIGCONT) }

    private static let accounts = """
        DELETE FROM mysql.global_priv WHERE User = '';
        FLUSH PRIVILEGES;
        CREATE USER app@'%' IDENTIFIED BY 'open sesame';
        GRANT ALL ON *.* TO app@'%' WITH GRANT OPTION;
        CREATE USER two@'%' IDENTIFIED BY 'two' WITH MAX_USER_CONNECTIONS 2;
        CREATE USER three@'%' IDENTIFIED BY 'three';
        CREATE USER elsewhere@'10.9.8.7' IDENTIFIED BY 'x';
        CREATE DATABASE lab CHARACTER SET utf8mb4;
        """
}

extension TestServer {
    private struct NotStarted: Error { let log: String }

    /// Waits for the log's word: the pid file is there before the accounts are.
    private static func pid(in file: String, log: String) async throws -> pid_t {
        for _ in 0..<600 {
            let isReady = (try? String(contentsOfFile: log, encoding: .utf8))?.contains("ready for connections")
            let text = isReady == true ? try? String(contentsOfFile: file, encoding: .utf8) : nil
            if let pid = text.flatMap({ pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) { return pid }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NotStarted(log: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
    }

    static func freePort() throws -> Int {
        // Below the range from which outgoing connections take theirs (ip(7), ip_local_port_range).
        for _ in 0..<100 {
            if let place = try? BoundPort(.random(in: 10_000..<32_000)) { return place.port }
        }
        throw BoundPort.Failed()
    }
}
