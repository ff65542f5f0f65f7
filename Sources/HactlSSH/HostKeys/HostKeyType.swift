import CLibSSH2

/// A kind of host key that known_hosts can name and the library can check.
enum HostKeyType: String, CaseIterable {
    case ed25519 = "ssh-ed25519"
    case ecdsa256 = "ecdsa-sha2-nistp256"
    case ecdsa384 = "ecdsa-sha2-nistp384"
    case ecdsa521 = "ecdsa-sha2-nistp521"
    case rsa = "ssh-rsa"

    /// The type as `libssh2_knownhost_checkp` takes it.
    var mask: CInt {
        switch self {
        case .ed25519: LIBSSH2_KNOWNHOST_KEY_ED25519
        case .ecdsa256: LIBSSH2_KNOWNHOST_KEY_ECDSA_256
        case .ecdsa384: LIBSSH2_KNOWNHOST_KEY_ECDSA_384
        case .ecdsa521: LIBSSH2_KNOWNHOST_KEY_ECDSA_521
        case .rsa: LIBSSH2_KNOWNHOST_KEY_SSHRSA
        }
    }

    /// What to ask the server for. A key of type ssh-rsa signs in three ways; 1.10 knows only the one with SHA-1, which
    /// servers no longer offer.
    var algorithms: String { self == .rsa && Library.isModern ? "rsa-sha2-512,rsa-sha2-256,ssh-rsa" : rawValue }

    /// The type of a key blob: an SSH string at its start.
    init?(blob: [UInt8]) {
        var reader = WireReader(blob)
        guard let name = reader.text() else { return nil }
        self.init(rawValue: name)
    }
}
