import HactlModel

/// The door to hosts.
package enum SSH {
    /// Opens a session with a host by the transport that its access names. Whoever opens it closes it.
    ///
    /// The `ssh` binary takes no passphrase: an encrypted key has to be in the agent for it.
    package static func connect(
        to access: SSHAccess, passphrase: Secret? = nil, within limit: Duration
    ) async throws(SSHFailure) -> any HostSession {
        switch access.transport {
        case .libssh2:
            try await LibSSH2Session.connect(to: access, passphrase: passphrase, until: .after(limit))
        case .openssh:
            try await OpenSSHSession.connect(to: access, until: .after(limit))
        }
    }
}
