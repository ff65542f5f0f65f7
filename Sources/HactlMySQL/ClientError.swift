/// What the library says went wrong, in its own words and numbers.
struct ClientError: Hashable, Sendable {
    var code: Int
    var sqlState: String
    var message: String

    /// Whether the number is the client library's own (errmsg.h) and not a server's: 2000 to 2999 in both, and from
    /// 5000 in MariaDB Connector/C, where servers have none.
    var isClients: Bool { (2000..<3000).contains(code) || (5000..<6000).contains(code) }

    /// The operating system's error number, which both libraries only print: `… (111)`, `system error: 110`.
    var systemError: Int? {
        let digits = message.split { !$0.isNumber }.last
        guard let digits, message.hasSuffix("(\(digits))") || message.contains("error: \(digits)") else { return nil }
        return Int(digits)
    }

    /// EAGAIN is what a socket with SO_RCVTIMEO says, ETIMEDOUT what the libraries make of it; at any stage, TLS (2026)
    /// and the login (2013) included.
    var isTimeout: Bool { isClients && (systemError == 110 || systemError == 11) }
}
