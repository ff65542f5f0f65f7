import HactlReport
import NIOHTTP1

/// An answer.
struct Response: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        case events(EventFeed)
    }

    var status: HTTPResponseStatus
    var headers: [(name: String, value: String)]
    var body: Body

    init(_ status: HTTPResponseStatus, _ type: String, _ text: String, headers: [(name: String, value: String)] = []) {
        self.status = status
        self.headers = [("Content-Type", type)] + headers
        body = .bytes(Array(text.utf8))
    }

    init(events feed: EventFeed) {
        status = .ok
        headers = [("Content-Type", "text/event-stream; charset=utf-8")]
        body = .events(feed)
    }

    static func json(
        _ json: JSON, _ status: HTTPResponseStatus = .ok, headers: [(name: String, value: String)] = []
    ) -> Response {
        Response(status, "application/json", json.line + "\n", headers: headers)
    }

    static func text(
        _ text: String, _ status: HTTPResponseStatus = .ok, headers: [(name: String, value: String)] = []
    ) -> Response {
        Response(status, "text/plain; charset=utf-8", text, headers: headers)
    }

    /// - Parameter policy: what the page may load and run (Content Security Policy Level 3).
    static func page(_ html: String, policy: String) -> Response {
        let rest = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        return Response(
            .ok, "text/html; charset=utf-8", html, headers: [("Content-Security-Policy", "\(policy); \(rest)")])
    }
}
