import Glibc

/// Keeps two hactl of one machine apart. It goes with the process, however that ends (flock(2)).
package final class LocalLock: Sendable {
    private let descriptor: CInt

    /// Takes the lock, or answers with what its holder wrote into it.
    package static func take(_ path: String, saying words: String) -> Result<LocalLock, LocalLockFailure> {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return .failure(.unusable("\(path): \(String(cString: strerror(errno)))")) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            defer { close(descriptor) }
            return .failure(.held(by: RunDirectory.text(at: path) ?? ""))
        }
        ftruncate(descriptor, 0)
        _ = Array(words.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        return .success(LocalLock(descriptor))
    }

    private init(_ descriptor: CInt) { self.descriptor = descriptor }

    deinit { close(descriptor) }
}

package enum LocalLockFailure: Error, Equatable, Sendable {
    case held(by: String)
    case unusable(String)
}
