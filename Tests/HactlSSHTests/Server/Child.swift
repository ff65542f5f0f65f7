import Glibc

/// A process of the test's own.
final class Child: Sendable {
    let pid: pid_t

    /// Starts a program; what it says goes into a file.
    init(_ arguments: [String], log: String = "/dev/null", environment: [String: String] = [:]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        let variables = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"] + environment.map { name, value in "\(name)=\(value)" }
        let settings: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { (words + settings).forEach { free($0) } }
        var pid = pid_t()
        let code = posix_spawn(&pid, arguments[0], &actions, nil, words, settings)
        if code != 0 { throw Trouble("cannot start \(arguments[0]): \(String(cString: strerror(code)))") }
        self.pid = pid
    }

    /// Waits for the end without holding a thread.
    @discardableResult
    func end() async throws -> CInt {
        var status: CInt = 0
        while waitpid(pid, &status, WNOHANG) == 0 { try await Task.sleep(for: .milliseconds(2)) }
        return status
    }

    var hasEnded: Bool {
        var information = siginfo_t()
        return waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT) != 0 || information.si_signo != 0
    }

    /// Kills it and all who came from it.
    func kill() {
        for process in family { _ = Glibc.kill(process, SIGKILL) }
        waitpid(pid, nil, 0)
    }

    /// It and all who came from it.
    var family: [pid_t] { Self.family(of: pid) }

    private static func family(of pid: pid_t) -> [pid_t] {
        let children = (try? text(of: "/proc/\(pid)/task/\(pid)/children")) ?? ""
        return [pid] + children.split(separator: " ").compactMap { pid_t($0) }.flatMap(family)
    }
}

struct Trouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

func text(of path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw Trouble("cannot read \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4_096)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece.prefix(count) }
    return String(decoding: bytes, as: UTF8.self)
}

func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw Trouble("cannot write \(path)") }
    fputs(text, file)
    fclose(file)
}
