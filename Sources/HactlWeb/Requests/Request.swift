import NIOCore
import NIOHTTP1

/// A request that came whole.
struct Request: Sendable {
    var method: HTTPMethod
    var target: RequestTarget?
    var headers: HTTPHeaders
    /// Whether a `Host` must be there (RFC 9112, 3.2).
    var isModern: Bool
    var body: [UInt8]
    /// Who asks, as the socket tells it.
    var peer: String
    var isPeerLocal: Bool
    /// Where the client came in, without the port.
    var door: String?

    init(_ draft: RequestDraft, from peer: SocketAddress?, at door: SocketAddress?) {
        method = draft.head.method
        target = RequestTarget(draft.head.uri)
        headers = draft.head.headers
        isModern = draft.head.version == .http1_1
        body = Array(draft.body.readableBytesView)
        self.peer = peer?.ipAddress ?? "an unknown address"
        isPeerLocal = peer?.isLoopback ?? false
        self.door = door?.ipAddress
    }

    var isReading: Bool { method == .GET || method == .HEAD }
}

extension SocketAddress {
    /// 127.0.0.0/8, ::1, and the former written as the latter (RFC 4291, 2.5.3 and 2.5.5.2).
    var isLoopback: Bool {
        guard let address = ipAddress?.lowercased() else { return false }
        let plain = address.hasPrefix("::ffff:") ? String(address.dropFirst(7)) : address
        return plain == "::1" || (plain.hasPrefix("127.") && plain.split(separator: ".").count == 4)
    }
}
