import Foundation

/// Something that speaks HTTP on loopback: it answers as it was told to, and keeps what it got.
final class Receiver: @unchecked Sendable {
    struct Failed: Error {}
    struct Request: Sendable {
        var line: String
        var headers: [String: String]
        var body: String
    }

    /// What one connection gets.
    enum Reply: Sendable {
        case status(Int, headers: [String: String] = [:], body: String = "ok")
        /// Takes the request and never answers.
        case silence
    }

    let port: Int
    private let socket: CInt
    private let condition = NSCondition()
    private var replies: [Reply]
    private var got: [Request] = []
    private var held: [CInt] = []

    /// - Parameter replies: one a request; the last for all that follow.
    init(_ replies: [Reply]) throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 64) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard isBound else { throw Failed() }
        self.socket = socket
        self.replies = replies
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in serve() }
    }

    /// No more connections; those that were held are let go.
    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
        condition.withLock { held.forEach { close($0) } }
    }

    var requests: [Request] { condition.withLock { got } }

    /// Waits for so many requests.
    func wait(for count: Int, seconds: Double = 20) -> [Request] {
        let end = Date(timeIntervalSinceNow: seconds)
        return condition.withLock {
            while got.count < count, condition.wait(until: end) {}
            return got
        }
    }

    private func serve() {
        while true {
            let connection = accept(socket, nil, nil)
            if connection < 0 { return }
            answer(connection)
        }
    }

    private func answer(_ connection: CInt) {
        guard let request = read(connection) else { return _ = close(connection) }
        let reply = condition.withLock {
            got.append(request)
            condition.broadcast()
            return replies.count > 1 ? replies.removeFirst() : replies[0]
        }
        guard case .status(let status, let headers, let body) = reply else {
            return condition.withLock { held.append(connection) }
        }
        let lines = headers.map { "\($0): \($1)\r\n" }.joined()
        let text =
            "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\(lines)\r\n\(body)"
        _ = Array(text.utf8).withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
        close(connection)
    }

    private func read(_ connection: CInt) -> Request? {
        var bytes = Data()
        let gap = Data("\r\n\r\n".utf8)
        while true {
            if let end = bytes.range(of: gap) {
                let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
                let pairs = lines.dropFirst().map { $0.split(separator: ":", maxSplits: 1).map(String.init) }
                let headers = Dictionary(
                    pairs.map { ($0[0].lowercased(), $0.count > 1 ? String($0[1].dropFirst()) : "") }
                ) { $1 }
                let body = bytes[end.upperBound...]
                if body.count >= Int(headers["content-length"] ?? "0") ?? 0 {
                    return Request(line: lines[0], headers: headers, body: String(decoding: body, as: UTF8.self))
                }
            }
            var piece = [UInt8](repeating: 0, count: 65_536)
            let count = Glibc.read(connection, &piece, piece.count)
            if count <= 0 { return nil }
            bytes += piece.prefix(count)
        }
    }
}
