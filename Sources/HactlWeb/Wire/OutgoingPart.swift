import NIOCore
import NIOHTTP1

/// A part of an answer that may cross from a task to the connection's loop.
typealias OutgoingPart = HTTPPart<HTTPResponseHead, ByteBuffer>

extension OutgoingPart {
    var forEncoder: HTTPServerResponsePart {
        switch self {
        case .head(let head): .head(head)
        case .body(let bytes): .body(.byteBuffer(bytes))
        case .end(let trailers): .end(trailers)
        }
    }
}

extension Response {
    /// The whole answer where it is one text.
    func parts(isLast: Bool) -> [OutgoingPart] {
        guard case .bytes(let bytes) = body else { return [] }
        return [.head(head(isLast: isLast, length: bytes.count)), .body(ByteBuffer(bytes: bytes)), .end(nil)]
    }

    /// - Parameter length: `nil` where nobody knows it before the end.
    func head(isLast: Bool, length: Int?) -> HTTPResponseHead {
        var fields = HTTPHeaders(headers.map { ($0.name, $0.value) } + Self.protections)
        if let length { fields.add(name: "Content-Length", value: String(length)) }
        if isLast { fields.add(name: "Connection", value: "close") }
        return HTTPResponseHead(version: .http1_1, status: status, headers: fields)
    }

    /// Nothing of a watch is to be kept by anybody, guessed at, framed, or read by another site's page.
    private static let protections = [
        ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
    ]
}
