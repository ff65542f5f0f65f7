import Glibc

/// A file that is there as a whole or not at all, whoever reads it meanwhile.
enum WholeFile {
    /// Who may read it.
    enum Audience: mode_t {
        case owner = 0o600
        case everybody = 0o644
    }

    /// Whether it was written; `errno` says why not.
    static func write(_ text: String, to path: String, for audience: Audience = .owner) -> Bool {
        // node_exporter reads whatever ends with `.prom`: the draft must not.
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, audience.rawValue)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count, fsync(descriptor) == 0, fchmod(descriptor, audience.rawValue) == 0 else {
            return false
        }
        return rename(draft, path) == 0
    }
}
