/// The name of a member of a cluster as the inventory writes it: `db1`.
package struct MemberName: Hashable, Comparable, Sendable, Codable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral value: String) { text = value }
    package init(from decoder: any Decoder) throws { text = try String(from: decoder) }

    package func encode(to encoder: any Encoder) throws { try text.encode(to: encoder) }
    package static func < (left: MemberName, right: MemberName) -> Bool { left.text < right.text }
    package var description: String { text }
}

/// The name of a proxy of a cluster as the inventory writes it: `px1`.
package struct ProxyName: Hashable, Comparable, Sendable, Codable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral value: String) { text = value }
    package init(from decoder: any Decoder) throws { text = try String(from: decoder) }

    package func encode(to encoder: any Encoder) throws { try text.encode(to: encoder) }
    package static func < (left: ProxyName, right: ProxyName) -> Bool { left.text < right.text }
    package var description: String { text }
}

/// Where a server listens: what other servers and clients connect to.
package struct InstanceAddress: Hashable, Sendable, Codable, CustomStringConvertible {
    package var host: String
    /// 1…65535.
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    package var description: String { "\(host):\(port)" }
}

extension InstanceAddress {
    /// `host:port`
    package init?(written text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]) else { return nil }
        self.init(host: String(text[..<colon]), port: port)
    }
}
