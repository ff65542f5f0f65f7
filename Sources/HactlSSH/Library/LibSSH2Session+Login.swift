import CLibSSH2
import HactlModel

extension LibSSH2Session {
    /// Proves who the user is, by the first identity that the server takes.
    func logIn(by credentials: Credentials, until deadline: Deadline) async throws(SSHFailure) {
        var refusals: [String] = []
        for identity in credentials.identities(until: deadline) {
            guard let refusal = try await offer(identity, credentials, deadline) else { return }
            refusals.append(refusal)
        }
        throw loginFailure(refusals)
    }

    /// `nil` when the server took it, otherwise what was refused.
    private func offer(
        _ identity: Identity, _ credentials: Credentials, _ deadline: Deadline
    ) async throws(SSHFailure) -> String? {
        switch identity {
        case .file(let file):
            let publicFile = Credentials.publicFile(of: try credentials.check(file), at: file)
            let login = Login(file, publicFile, credentials.passphrase, as: user, on: host, until: deadline)
            return try await outcome(login, of: file)
        case .agent(let key):
            guard let agent = credentials.agent.flatMap({ Agent(at: $0, until: deadline) }) else {
                return "the agent, which no longer answers"
            }
            let login = Login(Signer(agent, key, until: deadline), as: user, on: host, until: deadline)
            return try await outcome(login, of: "the agent's key \(key.comment)")
        }
    }

    private func outcome(_ login: Login, of key: String) async throws(SSHFailure) -> String? {
        try await perform(login)
        switch login.code {
        case 0: return libssh2_userauth_authenticated(wire.session) == 1 ? nil : key
        case LIBSSH2_ERROR_AUTHENTICATION_FAILED, LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED: return key
        case LIBSSH2_ERROR_FILE:
            throw .unreadable(
                key, wire.complaint, "See whether the passphrase is right; otherwise set `transport: openssh`.")
        default: throw wire.failure(while: login.doing, to: host)
        }
    }

    private func loginFailure(_ refusals: [String]) -> SSHFailure {
        let tried = refusals.isEmpty ? "there was no key to offer" : "refused: " + refusals.joined(separator: ", ")
        return SSHFailure(
            .authenticationFailed, "\(host) did not let \(user) in; \(tried).",
            remedy: refusals.isEmpty
                ? "Name a key file in the inventory, start an ssh-agent, or set `transport: openssh`."
                : "See whether the public key is in authorized_keys of \(user) on that host.")
    }
}
