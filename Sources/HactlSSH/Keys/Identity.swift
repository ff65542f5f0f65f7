/// A way to prove who the user is.
enum Identity: Sendable {
    /// A private key in a file.
    case file(String)
    /// A key that an agent holds, by its public part.
    case agent(AgentKey)
}

/// A key of the agent.
struct AgentKey: Hashable, Sendable {
    var blob: [UInt8]
    var comment: String

    var type: String? {
        var reader = WireReader(blob)
        return reader.text()
    }

    var isRSA: Bool { type == "ssh-rsa" }

    /// Types the library can offer. Certificates and security keys are OpenSSH's alone.
    var isUsable: Bool { type.flatMap(HostKeyType.init(rawValue:)) != nil }
}
