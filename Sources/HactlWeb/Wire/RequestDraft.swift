import NIOCore
import NIOHTTP1

/// A request of which not everything has come.
struct RequestDraft {
    let head: HTTPRequestHead
    var body = ByteBuffer()

    init(_ head: HTTPRequestHead) { self.head = head }

    /// The length of the body, where the client told it.
    var announced: Int? { head.headers.first(name: "content-length").flatMap(Int.init) }

    /// It sends its body only when it is told to go on (RFC 9110, 10.1.1).
    var wantsToBeAsked: Bool {
        head.version == .http1_1 && head.headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
    }
}
