/// What the library doesn't tell about a known_hosts file: the markers and the patterns.
struct KnownHostsText {
    /// Lines that the library understands.
    private(set) var plainLines: [String] = []
    /// Keys that must never be accepted, for any host, in Base64. Their host patterns are not looked at: a key that was
    /// revoked for one is not to be trusted by another.
    private(set) var revokedKeys: Set<String> = []
    /// Whether a line has something that only OpenSSH can judge: `@cert-authority`, wildcards, negations.
    private(set) var needsOpenSSH = false

    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) { take(line) }
    }

    private mutating func take(_ line: Substring) {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard let first = words.first, !first.hasPrefix("#") else { return }
        switch first {
        case "@revoked": if words.count >= 4 { revokedKeys.insert(Self.unpadded(words[3])) }
        case "@cert-authority": needsOpenSSH = true
        default:
            needsOpenSSH = needsOpenSSH || first.contains { "*?!".contains($0) }
            plainLines.append(words.joined(separator: " "))
        }
    }

    private static func unpadded(_ key: Substring) -> String { String(key.prefix { $0 != "=" }) }
}
