import FoundationEssentials
import HactlModel
import NIOHTTP1

/// Compares what a client sends with the token. It takes as long for a wrong one as for the right one: digests are compared, whole.
struct TokenCheck: Sendable {
    private let digest: [UInt8]

    init(_ token: Secret) { digest = Array(SHA256.hex(of: token.reveal()).utf8) }

    /// `Authorization: Bearer TOKEN` (RFC 6750, 2.1): no browser sends it unasked.
    func accepts(bearer headers: HTTPHeaders) -> Bool { credentials(in: headers, "bearer").map(isRight) ?? false }

    /// That, or the password that a browser has asked for (RFC 7617).
    func accepts(anyOf headers: HTTPHeaders) -> Bool { accepts(bearer: headers) || accepts(basic: headers) }

    private func accepts(basic headers: HTTPHeaders) -> Bool {
        guard let text = credentials(in: headers, "basic"), let data = Data(base64Encoded: text) else { return false }
        let pair = data.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        return pair.count == 2 && isRight(String(decoding: pair[1], as: UTF8.self))
    }

    private func credentials(in headers: HTTPHeaders, _ scheme: String) -> String? {
        let lines = headers["authorization"]
        guard lines.count == 1 else { return nil }
        let words = lines[0].split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == scheme else { return nil }
        return String(words[1])
    }

    private func isRight(_ text: String) -> Bool {
        let other = Array(SHA256.hex(of: text).utf8)
        return zip(digest, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
