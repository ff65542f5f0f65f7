import Glibc

/// A bare client: it sends bytes and reads bytes, and never holds a thread.
final class WebClient: Sendable {
    struct Failed: Error { var reason: String }

    private let socket: CInt
    private let rest = Buffer()

    private actor Buffer {
        var bytes: [UInt8] = []
        func add(_ more: ArraySlice<UInt8>) { bytes += more }
        func take(_ count: Int) -> [UInt8] {
            defer { bytes.removeFirst(count) }
            return Array(bytes.prefix(count))
        }
    }

    /// - Parameter host: an IPv4 address.
    init(_ port: Int, at host: String = "127.0.0.1") throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr(host)
        let isIn = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isIn else {
            close(socket)
            throw Failed(reason: "nobody listens at \(port)")
        }
    }

    deinit { close(socket) }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    /// - Returns: after the system has taken it all, or the other side is gone.
    func send(_ bytes: [UInt8]) async throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
            }
            if count > 0 { sent += count } else if errno == EAGAIN { try await pause() } else { return }
        }
    }

    /// Everything up to and with a text.
    func read(until text: String) async throws -> String {
        let end = Array(text.utf8)
        while true {
            let bytes = await rest.bytes
            if let range = bytes.firstRange(of: end) {
                return String(decoding: await rest.take(range.upperBound), as: UTF8.self)
            }
            guard try await fill() else {
                throw Failed(reason: "closed after \(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    func read(_ count: Int) async throws -> [UInt8] {
        while await rest.bytes.count < count {
            guard try await fill() else { throw Failed(reason: "closed too early") }
        }
        return await rest.take(count)
    }

    /// Everything up to the end of the connection.
    func readToEnd() async throws -> String {
        while try await fill() {}
        return String(decoding: await rest.take(rest.bytes.count), as: UTF8.self)
    }

    /// - Returns: whether more may come.
    private func fill() async throws -> Bool {
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &piece, piece.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                await rest.add(piece[..<count])
                return true
            }
            if count == 0 || errno != EAGAIN { return false }
            try await pause()
        }
    }

    private func pause() async throws { try await Task.sleep(for: .milliseconds(2)) }
}
