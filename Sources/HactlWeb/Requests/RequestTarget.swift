import HactlModel

/// What a request asks for: `/api/v1/runs?cluster=shop`.
struct RequestTarget: Equatable, Sendable {
    /// Without slashes, percent signs resolved; empty for `/`.
    var path: [String]
    var query: [String: String]

    /// `nil` where it is no path from the root, or a percent sign means nothing (RFC 3986, 2.1).
    init?(_ text: String) {
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, first.hasPrefix("/") else { return nil }
        let segments = first.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { Self.plain($0) }
        path = segments.compactMap(\.self)
        guard path.count == segments.count else { return nil }
        if path.last == "" { path.removeLast() }
        query = [:]
        for pair in (parts.count == 2 ? parts[1] : "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.plain(sides[0]) else { return nil }
            guard let value = Self.plain(sides.count == 2 ? String(sides[1]).escaping(["+": " "])[...] : "") else {
                return nil
            }
            query[name] = value
        }
    }

    private static func plain(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexDigit, let low = rest.popFirst()?.hexDigit else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var hexDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
