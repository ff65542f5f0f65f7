import NIOHTTP1

extension Request {
    /// Whether a person or program of this machine asks. A reverse proxy asks for others.
    var isLocal: Bool {
        isPeerLocal && !["forwarded", "x-forwarded-for", "via"].contains { headers.contains(name: $0) }
    }

    /// Without the port, in lower case.
    var hostName: String? { headers.first(name: "host").map(Self.name) }

    /// Who sends no Host is no browser.
    func isAsked(as names: [String]) -> Bool {
        guard let name = hostName else { return true }
        return (["localhost", "127.0.0.1", "::1", door].compactMap(\.self) + names).contains { $0.lowercased() == name }
    }

    /// Whether a page asks that did not come from here (Fetch Standard, "Origin"; Fetch Metadata).
    var isForeign: Bool {
        if let site = headers.first(name: "sec-fetch-site"), site != "same-origin", site != "none" { return true }
        guard let origin = headers.first(name: "origin")?.lowercased() else { return false }
        let host = headers.first(name: "host")?.lowercased() ?? ""
        return origin != "http://\(host)" && origin != "https://\(host)"
    }

    /// `[::1]:9799` is `::1`, `db1:9799` is `db1`.
    private static func name(_ host: String) -> String {
        if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }).lowercased() }
        return String(host.prefix { $0 != ":" }).lowercased()
    }
}
