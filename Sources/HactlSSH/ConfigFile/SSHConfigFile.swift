import HactlModel

/// What the user's `ssh` would do for a host, as `ssh -G` tells it: `~/.ssh/config` with its patterns, `Match` blocks
/// and includes is read by the one program that does it right.
package struct SSHConfigFile: Hashable, Sendable {
    package var hostName = ""
    package var port = 22
    package var user = ""
    /// In the order they would be tried. Without a setting these are the default names, whether or not they are there.
    package var identityFiles: [String] = []
    package var knownHostsFiles: [String] = []
    /// Outermost first.
    package var jump: [JumpHost] = []
    /// Whether the host is reached by something that only the `ssh` binary does, such as a `ProxyCommand`.
    package var needsOpenSSH = false

    /// Reads what `ssh -G` prints: a keyword in lower case and its value on each line. Unknown ones are passed over.
    package init(parsing text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ", maxSplits: 1)
            if words.count == 2 { take(String(words[0]), String(words[1])) }
        }
        // The jumps of `ssh -G` come in any order with `user`.
        for index in jump.indices where jump[index].user.isEmpty { jump[index].user = user }
    }

    /// Asks `ssh -G`, which connects to nothing. It may run the commands of `Match exec`.
    package static func effective(for host: String, within limit: Duration) async throws(SSHFailure) -> SSHConfigFile {
        let program = Program(keeping: 1 << 20)
        await program.start("ssh", ["-G", "--", host])
        await program.endInput()
        guard await program.wait(until: .after(limit), for: { $0.end != nil }) else {
            await program.stop()
            throw .late(host, "asking ssh -G for its settings")
        }
        guard await program.end == .status(0) else {
            throw .protocolOddity(host, "ssh -G failed: \(String(decoding: await program.errors, as: UTF8.self))")
        }
        return SSHConfigFile(parsing: String(decoding: await program.output, as: UTF8.self))
    }

    /// The access with what was left at its defaults taken from here: an address that is an alias, port 22, an empty
    /// user, no key, no known_hosts file, no jump.
    package func filling(_ access: SSHAccess) -> SSHAccess {
        var filled = access
        if !hostName.isEmpty { filled.address = hostName }
        if access.port == 22 { filled.port = port }
        if access.user.isEmpty { filled.user = user }
        if access.key == nil { filled.key = chosenKey }
        if access.knownHosts == nil { filled.knownHosts = chosenKnownHosts }
        if access.jump.isEmpty { filled.jump = jump }
        if needsOpenSSH { filled.transport = .openssh }
        return filled
    }

    /// The first identity file that somebody set.
    private var chosenKey: String? { identityFiles.first { !$0.hasPrefix("~/.ssh/id_") } }

    private var chosenKnownHosts: String? {
        knownHostsFiles.first.flatMap { $0.hasSuffix("/.ssh/known_hosts") ? nil : $0 }
    }

    private mutating func take(_ keyword: String, _ value: String) {
        switch keyword {
        case "hostname": hostName = value
        case "port": port = Int(value) ?? 22
        case "user": user = value
        case "identityfile": identityFiles.append(value)
        case "userknownhostsfile": knownHostsFiles = value.split(separator: " ").map(String.init)
        case "proxyjump" where value != "none": jump = value.split(separator: ",").map(JumpHost.init(proxyJump:))
        case "proxycommand", "certificatefile", "pkcs11provider": needsOpenSSH = needsOpenSSH || value != "none"
        default: break
        }
    }
}

extension JumpHost {
    /// `[user@]host[:port]`, or `ssh://[user@]host[:port]`; an IPv6 address is in brackets if a port follows. Without a
    /// user it is empty.
    init(proxyJump text: Substring) {
        let text = text.hasPrefix("ssh://") ? text.dropFirst(6) : text
        let user = text.lastIndex(of: "@")
        let place = user.map { text[text.index(after: $0)...] } ?? text
        let colon = place.lastIndex(of: ":")
        let isAlone = place.hasPrefix("[") ? place.hasSuffix("]") : place.filter { $0 == ":" }.count != 1
        let end = isAlone ? nil : colon
        let address = end.map { place[..<$0] } ?? place
        self.init(
            address: address.hasPrefix("[") ? String(address.dropFirst().dropLast()) : String(address),
            port: end.flatMap { Int(place[place.index(after: $0)...]) } ?? 22,
            user: user.map { String(text[..<$0]) } ?? "")
    }
}
