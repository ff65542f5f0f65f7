import CLibSSH2

extension Wire {
    /// The library's last words.
    var complaint: String {
        var text: UnsafeMutablePointer<CChar>?
        let code = libssh2_session_last_error(session, &text, nil, 0)
        return "\(text.map { String(cString: $0) } ?? "no reason given") (\(code))"
    }

    /// The last line that the library took for the server's identification; `nil` before there was one. RFC 4253, 4.2,
    /// lets a server send other lines first; an sshd that turns a client away sends nothing else ("Exceeded
    /// MaxStartups"). Printable ASCII only, at most 100 characters.
    var banner: String? {
        guard let text = libssh2_session_banner_get(session) else { return nil }
        return String(String(cString: text).unicodeScalars.filter { (" "..."~").contains($0) }.prefix(100))
    }

    /// What went wrong while `doing` something. A code that means the link is gone is remembered as `loss`.
    func failure(while doing: String, to host: String) -> SSHFailure {
        let failure = makeFailure(libssh2_session_last_errno(session), doing, host)
        if failure.kind == .connectionLost, loss == nil { loss = failure }
        return failure
    }

    private func makeFailure(_ code: CInt, _ doing: String, _ host: String) -> SSHFailure {
        switch code {
        case LIBSSH2_ERROR_SOCKET_SEND, LIBSSH2_ERROR_SOCKET_DISCONNECT, LIBSSH2_ERROR_SOCKET_RECV,
            LIBSSH2_ERROR_BAD_SOCKET, LIBSSH2_ERROR_SOCKET_TIMEOUT:
            SSHFailure(
                .connectionLost, "The SSH connection to \(host) was lost while hactl was \(doing): \(complaint).",
                remedy: "See whether the host is up, then look at it again.")
        case LIBSSH2_ERROR_KEX_FAILURE, LIBSSH2_ERROR_METHOD_NONE, LIBSSH2_ERROR_METHOD_NOT_SUPPORTED:
            .algorithmsDiffer(host: host, reason: complaint)
        default:
            SSHFailure(
                .protocolError, "\(host) answered oddly while hactl was \(doing): \(complaint).",
                remedy: "Try `ssh -v` to the same host, or set `transport: openssh`.")
        }
    }
}

extension SSHFailure {
    static func algorithmsDiffer(host: String, reason: String) -> SSHFailure {
        SSHFailure(
            .algorithmsDiffer,
            "\(host) and libssh2 \(Library.version) share no cipher, MAC, key exchange or known host key type: \(reason).",
            remedy: "Set `transport: openssh` for this host, or compare known_hosts with the keys the host has now.")
    }

    static func timedOut(_ host: String, _ doing: String, limit: String? = nil) -> SSHFailure {
        let span = limit.map { " within \($0)" } ?? " in time"
        return SSHFailure(
            .timedOut, "\(host) did not finish\(span): hactl was \(doing).",
            remedy: "See whether the host is up and not overloaded; a longer limit may be due.")
    }

    static func cancelled(_ host: String, _ doing: String) -> SSHFailure {
        SSHFailure(.cancelled, "hactl stopped \(doing) on \(host).", remedy: "Look at the host again before going on.")
    }

    static func closed(_ host: String) -> SSHFailure {
        SSHFailure(
            .connectionLost, "The SSH session with \(host) is closed.", remedy: "Open a new session with the host.")
    }
}
