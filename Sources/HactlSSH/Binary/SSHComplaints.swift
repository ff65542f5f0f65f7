/// Reads what the `ssh` binary complains about. Its messages are in English under `LC_ALL=C`.
enum SSHComplaints {
    /// In the order they are looked for: the first that is found is the reason.
    private static let texts: [(text: String, kind: SSHFailure.Kind)] = [
        ("REMOTE HOST IDENTIFICATION HAS CHANGED", .changedHostKey),
        ("REVOKED HOST KEY", .revokedHostKey),
        ("host key is known for", .unknownHostKey),
        ("Host key verification failed", .unknownHostKey),
        ("Could not resolve hostname", .unresolvable),
        ("Connection refused", .refused),
        ("timed out", .timedOut),
        ("No route to host", .unreachable),
        ("Network is unreachable", .unreachable),
        ("Load key", .keyUnreadable),
        ("UNPROTECTED PRIVATE KEY", .keyUnreadable),
        ("Permission denied", .authenticationFailed),
        ("Too many authentication failures", .authenticationFailed),
        ("Unable to negotiate", .algorithmsDiffer),
        ("no matching", .algorithmsDiffer),
        ("Exceeded MaxStartups", .busy),
        ("Session open refused by peer", .busy),
        ("kex_exchange_identification", .busy),
    ]

    static func kind(_ text: String) -> SSHFailure.Kind {
        texts.first { text.contains($0.text) }?.kind ?? .connectionLost
    }

    static func failure(_ text: String, host: String) -> SSHFailure {
        let kind = kind(text)
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("@") }
        let reason = lines.isEmpty ? "it said nothing" : lines.suffix(3).joined(separator: " ")
        return SSHFailure(kind, "ssh did not get through to \(host): \(reason)", remedy: remedy(kind))
    }

    private static func remedy(_ kind: SSHFailure.Kind) -> String {
        switch kind {
        case .unknownHostKey: "Connect once with `ssh` and compare the fingerprint, or add the key with `ssh-keyscan`."
        case .changedHostKey: "Ask whoever runs the host; if the new key is right, remove the old with `ssh-keygen -R`."
        case .revokedHostKey: "Do not trust this host before whoever revoked the key has explained it."
        case .authenticationFailed, .keyUnreadable: "Try `ssh -v` to the host with the same user and key."
        case .busy: "Look at MaxStartups, MaxSessions and PerSourcePenalties of its sshd."
        case .algorithmsDiffer: "Compare `ssh -Q` here with `sshd -T` there."
        default: "See whether the host is up and sshd listens there, then look at it again."
        }
    }
}
