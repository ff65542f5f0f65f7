import Glibc
import HactlModel

@testable import HactlSSH

/// A real sshd on a free loopback port, with a directory of its own. It lets root in by one key.
final class Sshd: Sendable {
    static let program = "/usr/sbin/sshd"
    static let hasClient = canRun("/usr/bin/ssh")
    static let isThere = canRun(program) && canRun("/usr/bin/ssh-keygen") && hasClient && getuid() == 0

    private static func canRun(_ path: String) -> Bool { Glibc.access(path, X_OK) == 0 }

    let directory: String
    let port: Int
    private let child: Child

    /// Runs a test with a server and takes it away afterwards, whatever happened.
    static func run<Result>(
        _ settings: [String] = [], hostKey: String = "ed25519", otherHostKey: String? = nil,
        _ body: (Sshd) async throws -> Result
    ) async throws -> Result {
        guard await gate.enter("", until: .after(.seconds(120))) else { throw Trouble("no turn for an sshd") }
        do {
            let server = try await Sshd(settings, hostKey: hostKey, otherHostKey: otherHostKey)
            defer { server.stop() }
            let result = try await body(server)
            await gate.leave("")
            return result
        } catch {
            await gate.leave("")
            throw error
        }
    }

    /// Logins cost CPU: a few tests at a time keep their limits, all of them at once don't.
    private static let gate = HandshakeGate(width: 6)

    private init(_ settings: [String], hostKey: String, otherHostKey: String?) async throws {
        // "Missing privilege separation directory": systemd makes it where sshd is a service.
        mkdir("/run/sshd", 0o755)
        directory = try Self.makeDirectory()
        try await Self.makeKey("\(directory)/host", type: hostKey)
        try await Self.makeKey("\(directory)/user", type: "ed25519")
        try write(text(of: "\(directory)/user.pub"), to: "\(directory)/authorized")
        let words = try text(of: "\(directory)/host.pub").split(separator: " ").prefix(2).joined(separator: " ")
        var settings = settings
        if let otherHostKey {
            try await Self.makeKey("\(directory)/host2", type: otherHostKey)
            settings.append("HostKey \(directory)/host2")
        }
        (port, child) = try await Self.listen(in: directory, settings)
        try write("[127.0.0.1]:\(port) \(words)\n", to: "\(directory)/known")
    }

    /// A port that was free a moment ago may be somebody else's by the time sshd binds to it.
    private static func listen(in directory: String, _ settings: [String]) async throws -> (port: Int, child: Child) {
        for _ in 0..<10 {
            let port = try freePort()
            try write(configuration(directory, port, settings), to: "\(directory)/sshd_config")
            let child = try Child([program, "-D", "-e", "-f", "\(directory)/sshd_config"], log: "\(directory)/log")
            if try await isListening(child, log: "\(directory)/log") { return (port, child) }
            child.kill()
        }
        throw Trouble("sshd does not listen: \((try? text(of: "\(directory)/log")) ?? "")")
    }

    var knownHosts: String { "\(directory)/known" }
    var key: String { "\(directory)/user" }
    var log: String { (try? text(of: "\(directory)/log")) ?? "" }

    func access(_ transport: SSHTransport = .libssh2) -> SSHAccess {
        SSHAccess(
            address: "127.0.0.1", port: port, user: "root", key: key, knownHosts: knownHosts, transport: transport)
    }

    /// Stops every process of the server in its tracks.
    func freeze() { for process in child.family { _ = Glibc.kill(process, SIGSTOP) } }

    func thaw() { for process in child.family { _ = Glibc.kill(process, SIGCONT) } }

    /// Ends every process of the server but the one that listens: each connection is lost.
    func dropConnections() { for process in child.family.dropFirst() { _ = Glibc.kill(process, SIGKILL) } }

    /// The host key's fingerprint as ssh-keygen prints it.
    var fingerprint: String {
        get async throws {
            let file = "\(directory)/fingerprint"
            try await Child(["/usr/bin/ssh-keygen", "-l", "-f", "\(directory)/host.pub"], log: file).end()
            return String(try text(of: file).split(separator: " ")[1])
        }
    }

    /// Lets root in by a new key, and by no other.
    func replaceUserKey(type: String, options: [String] = []) async throws {
        unlink(key)
        try await Self.makeKey(key, type: type, options: options)
        try write(text(of: "\(key).pub"), to: "\(directory)/authorized")
    }

    /// Runs a test with an agent that holds the user's key.
    func withAgent(_ body: (String) async throws -> Void) async throws {
        let socket = "\(directory)/agent"
        let agent = try Child(["/usr/bin/ssh-agent", "-D", "-a", socket])
        defer { agent.kill() }
        while Glibc.access(socket, F_OK) != 0 { try await Task.sleep(for: .milliseconds(5)) }
        try await Child(["/usr/bin/ssh-add", "-q", key], environment: ["SSH_AUTH_SOCK": socket]).end()
        try await body(socket)
    }

    private func stop() {
        child.kill()
        for file in files() { unlink("\(directory)/\(file)") }
        rmdir(directory)
    }

    private func files() -> [String] {
        guard let handle = opendir(directory) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in bytes.prefix { $0 != 0 }.map { $0 } }
            names.append(String(decoding: name, as: UTF8.self))
        }
        return names.filter { $0 != "." && $0 != ".." }
    }
}

extension Sshd {
    /// `HOME` is moved so that bash doesn't read the .bashrc of whoever runs the tests.
    private static func configuration(_ directory: String, _ port: Int, _ settings: [String]) -> String {
        (settings + [
            "ListenAddress 127.0.0.1", "Port \(port)", "HostKey \(directory)/host", "PidFile none",
            "AuthorizedKeysFile \(directory)/authorized", "PermitRootLogin prohibit-password", "StrictModes no",
            "UsePAM no", "PasswordAuthentication no", "MaxSessions 100", "SetEnv HOME=\(directory)",
        ]).joined(separator: "\n") + "\n"
    }

    static func makeKey(_ path: String, type: String, options: [String] = []) async throws {
        let words = ["/usr/bin/ssh-keygen", "-q", "-t", type, "-f", path] + (options.isEmpty ? ["-N", ""] : options)
        if try await Child(words).end() != 0 { throw Trouble("ssh-keygen failed") }
    }

    private static func makeDirectory() throws -> String {
        var template = Array("/tmp/hactl-ssh-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Trouble("no temporary directory") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func freePort() throws -> Int {
        // Below the range from which outgoing connections take theirs (ip(7), ip_local_port_range).
        for _ in 0..<100 {
            let port = Int.random(in: 10_000..<32_000)
            if isFree(port) { return port }
        }
        throw Trouble("no free port")
    }

    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = in_port_t(port).bigEndian
        place.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// Awaits that the server listens: it says so, and no connection has to be made for it.
    private static func isListening(_ child: Child, log: String) async throws -> Bool {
        for _ in 0..<500 {
            if (try? text(of: log))?.contains("Server listening") == true { return true }
            if child.hasEnded { return false }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
