extension SSHFailure {
    /// Refuses a host key, with what the operator needs to decide.
    static func hostKey(
        _ verdict: HostKeyVerdict, _ fingerprint: String, of place: HostPlace, file: String, needsOpenSSH: Bool
    ) -> SSHFailure? {
        switch verdict {
        case .known: nil
        case .unknown: unknown(fingerprint, place, file, needsOpenSSH)
        case .changed:
            SSHFailure(
                .changedHostKey,
                "The host key of \(place) is not the one in \(file): it shows \(fingerprint). "
                    + "Somebody may be listening in, or the host was installed anew.",
                remedy: "Ask whoever runs the host; if the new key is right, remove the old one with "
                    + "`ssh-keygen -R '\(place.knownHostsName)' -f \(file)` and add the new one.")
        case .revoked:
            SSHFailure(
                .revokedHostKey, "The host key of \(place), \(fingerprint), is marked @revoked in known_hosts.",
                remedy: "Do not trust this host before whoever revoked the key has explained it.")
        }
    }

    private static func unknown(
        _ fingerprint: String, _ place: HostPlace, _ file: String, _ needsOpenSSH: Bool
    ) -> SSHFailure {
        let hint =
            needsOpenSSH
            ? " known_hosts has wildcards or @cert-authority lines, which libssh2 can't judge: `transport: openssh` can."
            : ""
        return SSHFailure(
            .unknownHostKey, "The host key of \(place) is not known: it shows \(fingerprint).",
            remedy: "Compare it with `ssh-keygen -lf` on the host, then connect once with `ssh` or add it with "
                + "`ssh-keyscan -p \(place.port) \(place.address) >> \(file)`.\(hint)")
    }
}

/// A host's sshd as known_hosts names it.
struct HostPlace: Hashable, Sendable, CustomStringConvertible {
    var address: String
    var port: Int
    var user: String

    var knownHostsName: String { port == 22 ? address : "[\(address)]:\(port)" }
    var description: String { port == 22 ? address : "\(address):\(port)" }
}
