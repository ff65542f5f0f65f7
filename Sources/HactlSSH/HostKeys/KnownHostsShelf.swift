import Glibc
import Synchronization

/// The known_hosts files that this process has read. A file is read again when it is another one, or was written to.
final class KnownHostsShelf: Sendable {
    static let shared = KnownHostsShelf()

    private let texts = Mutex<[String: (state: FileState, text: KnownHostsText)]>([:])

    /// What a file says now; `nil` when it can't be read.
    func text(of file: String) -> KnownHostsText? {
        guard let state = FileState(of: file) else { return nil }
        if let held = texts.withLock({ $0[file] }), held.state == state { return held.text }
        guard let bytes = contents(of: file) else { return nil }
        let text = KnownHostsText(String(decoding: bytes, as: UTF8.self))
        texts.withLock { $0[file] = (state, text) }
        return text
    }
}

/// Which file stands at a path, and when it was changed last. stat(2): `st_ctim` goes forward with every write and
/// can't be set back.
private struct FileState: Equatable {
    private let device, inode, size, seconds, nanoseconds: Int

    init?(of path: String) {
        var found = stat()
        guard stat(path, &found) == 0 else { return nil }
        device = Int(found.st_dev)
        inode = Int(found.st_ino)
        size = Int(found.st_size)
        seconds = found.st_ctim.tv_sec
        nanoseconds = found.st_ctim.tv_nsec
    }
}
