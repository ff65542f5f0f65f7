import Glibc
import HactlModel

/// A file that only its owner may read: what holds a secret must not be open to others.
package enum PrivateFile {
    /// What the file holds, without the blanks and line ends of ASCII around it.
    package static func secret(_ path: String) throws(SecretFailure) -> Secret {
        let words = try read(path).bytes.trimmed
        guard !words.isEmpty else {
            throw SecretFailure(message: "\(path) is empty.", remedy: "Write the secret into it.")
        }
        return Secret(words.text)
    }

    static func read(_ path: String) throws(SecretFailure) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SecretFailure(
                message: "\(path) can't be read: \(String(cString: strerror(errno))).",
                remedy: "Create it with mode 0600, or correct the inventory.")
        }
        defer { close(descriptor) }
        try check(descriptor, path)
        return String(decoding: contents(of: descriptor), as: UTF8.self)
    }

    private static func check(_ descriptor: CInt, _ path: String) throws(SecretFailure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw SecretFailure(
                message: "\(path) can be read by others.", remedy: "Close it: chmod 600 \(path).")
        }
    }

    /// Secrets are short: what is longer than 64 KiB is none.
    private static func contents(of descriptor: CInt) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }
}
