import HactlReport
import NIOHTTP1

/// Why a request is not answered as it was meant: what was found, and what to do next.
struct Failure: Error {
    var status: HTTPResponseStatus
    var problem: String
    var hint: String
    var headers: [(name: String, value: String)] = []

    init(
        _ status: HTTPResponseStatus, _ problem: String, hint: String, headers: [(name: String, value: String)] = []
    ) {
        self.status = status
        self.problem = problem
        self.hint = hint
        self.headers = headers
    }

    /// For programs.
    var json: Response { .json(["error": .text(problem), "hint": .text(hint)], status, headers: headers) }

    /// For a person at a browser.
    var text: Response { .text("\(problem)\n\(hint)\n", status, headers: headers) }
}

extension Failure {
    static func tooLarge(_ limit: Int) -> Failure {
        Failure(
            .payloadTooLarge, "The body is larger than \(limit) bytes.",
            hint: "Send less. In Alertmanager: set max_alerts in its webhook_config.")
    }

    static var headersTooLarge: Failure {
        Failure(
            .requestHeaderFieldsTooLarge, "The headers are larger than this watch reads.",
            hint: "Send fewer or shorter ones.")
    }

    static var noHTTP: Failure {
        Failure(
            .badRequest, "What was sent is no HTTP/1.1 request.",
            hint: "Use an HTTP client, such as curl. This port speaks no TLS.")
    }

    static var tooSlow: Failure {
        Failure(.requestTimeout, "The request did not come whole in time.", hint: "Send it in one go.")
    }

    static var tooManyFollowers: Failure {
        Failure(
            .serviceUnavailable, "As many follow the live events as may.",
            hint: "Close some of the pages, or ask /api/v1/clusters instead.", headers: [("Retry-After", "15")])
    }
}
