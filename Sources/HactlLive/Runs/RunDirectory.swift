import Glibc

/// Where runs are kept on the machine that runs hactl: a journal each, and the local locks.
package struct RunDirectory: Sendable {
    package let path: String

    /// `$HACTL_STATE`, else `$XDG_STATE_HOME/hactl`, else `~/.local/state/hactl` (XDG Base Directory Specification).
    package init(environment: [String: String]) {
        let home = environment["HOME"] ?? "/root"
        let state = environment["XDG_STATE_HOME"] ?? home + "/.local/state"
        path = environment["HACTL_STATE"] ?? state + "/hactl"
    }

    /// Makes the directory, readable by its owner alone. Answers why it can't; `nil` when it is there.
    package func prepare() -> String? {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            if mkdir(made, 0o700) != 0, errno != EEXIST {
                return "\(made) can't be created: \(String(cString: strerror(errno)))"
            }
        }
        return nil
    }

    package func journal(of run: String) -> String { "\(path)/\(run).journal" }
    package func lock(of cluster: String) -> String { "\(path)/\(cluster).lock" }
    package func checkLock(of cluster: String) -> String { "\(path)/\(cluster).check.lock" }

    package func remedyLock(of cluster: String) -> String { "\(path)/\(cluster).remedy.lock" }

    /// Whether a person has said that the run was understood.
    package func isAcknowledged(_ run: String) -> Bool { access("\(path)/\(run).ack", F_OK) == 0 }

    package func acknowledge(_ run: String, saying words: String) -> Bool {
        let descriptor = open("\(path)/\(run).ack", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return write(descriptor, words, words.utf8.count) == words.utf8.count
    }

    /// Names of the runs that have a journal, oldest first: the names begin with the cluster and the time.
    package func runs() -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".journal") { names.append(String(name.dropLast(".journal".count))) }
        }
        return names.sorted()
    }

    /// Those whose name begins as a cluster's do; another cluster's may as well: the journal tells.
    package func runs(of cluster: String) -> [String] { runs().filter { $0.hasPrefix("\(cluster)-") } }

    /// Another number when a journal of the cluster was begun, continued or removed.
    package func stamp(of cluster: String) -> Int {
        var hasher = Hasher()
        for run in runs(of: cluster) {
            var status = stat()
            guard stat(journal(of: run), &status) == 0 else { continue }
            hasher.combine(run)
            hasher.combine(status.st_size)
        }
        return hasher.finalize()
    }

    /// A file's text; `nil` when it can't be read.
    package static func text(at path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return count == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
            bytes += chunk.prefix(count)
        }
    }
}
