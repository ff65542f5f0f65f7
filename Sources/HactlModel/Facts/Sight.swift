/// What looking at something gave: the thing, or why it could not be seen. Unseen is not dead.
package enum Sight<Value: Sendable & Equatable>: Equatable, Sendable {
    case seen(Value)
    case unseen(Unreachable)

    package var value: Value? {
        if case .seen(let value) = self { return value }
        return nil
    }

    package var reason: Unreachable? {
        if case .unseen(let reason) = self { return reason }
        return nil
    }
}

extension Sight: Codable where Value: Codable {}

/// Why something could not be seen.
package struct Unreachable: Hashable, Sendable, Codable {
    package var kind: Kind
    /// What the library or the server said, without secrets.
    package var detail: String
    /// What to do about it, where more is known than the kind tells.
    package var remedy: String?

    package init(_ kind: Kind, detail: String, remedy: String? = nil) {
        self.kind = kind
        self.detail = detail
        self.remedy = remedy
    }

    package enum Kind: String, Sendable, Codable, CaseIterable {
        case notLookedAt = "not looked at"
        case unresolvable = "name not found"
        case refused = "connection refused"
        case timedOut = "timed out"
        /// It let us in, and did not answer in time.
        case slow = "let us in, and did not answer in time"
        case lost = "connection lost"
        case authentication = "authentication failed"
        case tooManyConnections = "too many connections"
        case blocked = "this host is blocked by the server"
        case hostKey = "host key not verified"
        case tls = "TLS failed"
        case denied = "permission denied"
        case unreadable = "answer not understood"
        case identity = "another server answered"
    }

    /// A server that turns us away is not dead.
    package var provesLife: Bool {
        switch kind {
        case .authentication, .tooManyConnections, .blocked, .hostKey, .tls, .denied, .identity, .unreadable, .slow:
            true
        case .notLookedAt, .unresolvable, .refused, .timedOut, .lost: false
        }
    }

    package var sentence: String { detail.isEmpty ? kind.rawValue : "\(kind.rawValue): \(detail)" }
}
