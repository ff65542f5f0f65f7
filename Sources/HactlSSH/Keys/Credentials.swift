import HactlModel

/// Who the user says to be, and where the proof may be found.
struct Credentials: Sendable {
    /// The one key file to use; `nil` asks the agent, then the default files.
    var keyFile: String?
    var passphrase: Secret?
    /// The agent's socket.
    var agent: String? = environmentVariable("SSH_AUTH_SOCK")

    /// What to offer, in this order. Each offer that a server refuses counts against its MaxAuthTries, 6 by default.
    func identities(until deadline: Deadline) -> [Identity] {
        if let keyFile { return [.file(expanded(keyFile))] }
        let held = agent.flatMap { Agent(at: $0, until: deadline) }?.keys(until: deadline) ?? []
        let files = ["~/.ssh/id_ed25519", "~/.ssh/id_ecdsa"].map(expanded).filter(isUsable)
        return held.filter(\.isUsable).prefix(3).map(Identity.agent) + files.map(Identity.file)
    }

    private func isUsable(_ file: String) -> Bool {
        guard let key = contents(of: file).flatMap(PrivateKeyFile.init) else { return false }
        return !key.isEncrypted || passphrase != nil
    }

    /// Refuses a key file that can't work before the server hears of it: a failed attempt costs a penalty there.
    func check(_ file: String) throws(SSHFailure) -> PrivateKeyFile {
        guard let key = contents(of: file).flatMap(PrivateKeyFile.init) else {
            throw .unreadable(file, "it is missing, unreadable or no private key", "Name a private key file.")
        }
        if key.isEncrypted, passphrase == nil {
            throw .unreadable(file, "it is encrypted", "Give its passphrase, or add it to the agent.")
        }
        if Library.isModern { return key }
        if key.isRSA { throw .rsa(file) }
        if let cipher = key.cipher, cipher.contains("gcm") || cipher.contains("chacha") {
            throw .unreadable(
                file, "libssh2 \(Library.version) does not know \(cipher)",
                "Set `transport: openssh`, or re-encrypt it with `ssh-keygen -p -Z aes256-ctr`.")
        }
        return key
    }

    /// The file with the public part that `ssh-keygen` leaves beside a key: given that, the library has nothing to derive,
    /// for which it would try all that OpenSSL can decode, in half a millisecond. `nil` where it is not there or not this
    /// key's. Of an encrypted key the library is to find out itself whether the passphrase is right.
    static func publicFile(of key: PrivateKeyFile, at file: String) -> String? {
        let place = file + ".pub"
        guard !key.isEncrypted, let own = key.publicKey, let text = contents(of: place) else { return nil }
        let words = text.split(separator: UInt8(ascii: " "), maxSplits: 2)
        return words.count > 1 && Base64.decode(words[1]) == own ? place : nil
    }
}

extension SSHFailure {
    static func unreadable(_ file: String, _ reason: String, _ remedy: String) -> SSHFailure {
        SSHFailure(.keyUnreadable, "The key \(file) can't be used: \(reason).", remedy: remedy)
    }

    static func rsa(_ file: String) -> SSHFailure {
        SSHFailure(
            .algorithmsDiffer,
            "The key \(file) is RSA, and libssh2 \(Library.version) signs RSA with SHA-1 only, which sshd refuses.",
            remedy: "Set `transport: openssh` for this host, add the key to an ssh-agent, or use an ed25519 key.")
    }
}
