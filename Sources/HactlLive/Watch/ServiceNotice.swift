import Glibc

/// What systemd is told of a service of `Type=notify` (sd_notify(3)): a datagram to the socket that it names. Without one nobody is told.
package struct ServiceNotice: Sendable {
    private let socket: String?
    /// How often `WATCHDOG=1` must be said at least; `nil` where systemd does not wait for it (sd_watchdog_enabled(3)).
    package let watchdog: Duration?

    /// - Parameter environment: `NOTIFY_SOCKET`, `WATCHDOG_USEC`, `WATCHDOG_PID`.
    package init(environment: [String: String]) {
        socket = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isForUs = environment["WATCHDOG_PID"].map { Int32($0) == getpid() } ?? true
        let span = environment["WATCHDOG_USEC"].flatMap { Int64($0) }
        watchdog = isForUs ? span.flatMap { $0 > 0 ? .microseconds($0) : nil } : nil
    }

    package func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }
    package func stopping(_ words: String) { send("STOPPING=1\nSTATUS=\(words)") }
    package func alive() { send("WATCHDOG=1") }

    /// A line a message: what is said may not break into another one.
    private func send(_ text: String) {
        guard let socket else { return }
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard var address = UnixAddress(socket) else { return }
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { body in
            address.withSocketAddress { pointer, length in
                sendto(descriptor, body.baseAddress, body.count, Int32(MSG_NOSIGNAL), pointer, length)
            }
        }
    }
}

/// A Unix socket's address; one that begins with `@` is abstract (unix(7)).
private struct UnixAddress {
    private var raw = sockaddr_un()
    private let length: socklen_t

    init?(_ path: String) {
        var bytes = Array(path.utf8)
        guard let first = bytes.first, bytes.count < MemoryLayout.size(ofValue: raw.sun_path) else { return nil }
        if first == UInt8(ascii: "@") { bytes[0] = 0 }
        raw.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &raw.sun_path) { $0.copyBytes(from: bytes) }
        let start = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: raw.sun_path)
        length = socklen_t(start + bytes.count)
    }

    mutating func withSocketAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int) -> Int {
        let length = length
        return withUnsafePointer(to: &raw) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}
