import Glibc

/// A file of the operator's own: readable by nobody else, and there as a whole or not at all.
enum PrivateText {
    /// Whether it was written; `errno` says why not.
    static func write(_ text: String, to path: String) -> Bool {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count, fsync(descriptor) == 0 else { return false }
        return rename(draft, path) == 0
    }
}
