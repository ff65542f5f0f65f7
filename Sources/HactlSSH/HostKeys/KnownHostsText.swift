import HactlModel

/// A known_hosts file, read so that one host's lines are found without all the others: the library compares a host with
/// every line that it was given, and keeps each in memory, for each connection.
struct KnownHostsText: Sendable {
    /// What follows the names of a line, under each of its names: `ssh-ed25519 AAAA… comment`.
    private var keys: [String: [String]] = [:]
    /// Whole lines whose names are hashed: `|1|salt|hash ssh-ed25519 AAAA…`. They can be of any host.
    private var hashedLines: [String] = []
    /// Keys that must never be accepted, for any host, in Base64. Their host patterns are not looked at: a key that was
    /// revoked for one is not to be trusted by another.
    private(set) var revokedKeys: Set<String> = []
    /// Whether a line has something that only OpenSSH can judge: `@cert-authority`, wildcards, negations.
    private(set) var needsOpenSSH = false

    init(_ text: String) {
        for line in text.utf8.split(whereSeparator: "\r\n".utf8.contains) {
            take(line.split(whereSeparator: " \t".utf8.contains).map(\.text))
        }
    }

    /// Lines that the library understands and that may be about a host: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT, knows it
    /// by its name or, at any port, as `[name]:port`.
    func lines(for host: String, port: Int) -> [String] {
        let names = ["[\(host)]:\(port)", host]
        return names.flatMap { name in keys[name, default: []].map { "\(name) \($0)" } } + hashedLines
    }

    private mutating func take(_ words: [String]) {
        guard let first = words.first, !first.hasPrefix("#") else { return }
        switch first {
        case "@revoked":
            if words.count >= 4 {
                revokedKeys.insert(words[3].bytes.prefix { $0 != UInt8(ascii: "=") }.text)
            }
        case "@cert-authority": needsOpenSSH = true
        default: file(names: first, key: words.dropFirst().joined(separator: " "))
        }
    }

    private mutating func file(names: String, key: String) {
        if names.hasPrefix("|") {
            hashedLines.append("\(names) \(key)")
            return
        }
        needsOpenSSH = needsOpenSSH || names.utf8.contains(where: "*?!".utf8.contains)
        for name in names.utf8.split(separator: UInt8(ascii: ",")) {
            keys[name.text, default: []].append(key)
        }
    }
}
