import Glibc

/// A file that is there as a whole or not at all, whoever reads it meanwhile.
package enum WholeFile {
    /// Who may read it.
    package enum Audience: mode_t, Sendable {
        case owner = 0o600
        case everybody = 0o644
    }

    /// Answers why it can't be written, with the path; `nil` when it is.
    package static func write(_ text: String, to path: String, for audience: Audience = .owner) -> String? {
        // node_exporter reads whatever ends with `.prom`: the draft must not. Two who write have a draft each.
        let draft = "\(path).\(getpid())"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, audience.rawValue)
        guard descriptor >= 0 else { return "\(path): \(String(cString: strerror(errno)))" }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count, fsync(descriptor) == 0, fchmod(descriptor, audience.rawValue) == 0,
            rename(draft, path) == 0
        else {
            let reason = String(cString: strerror(errno))
            unlink(draft)
            return "\(path): \(reason)"
        }
        return nil
    }
}
