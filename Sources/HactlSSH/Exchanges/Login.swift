import CLibSSH2
import HactlModel

/// Offers one identity to the server.
final class Login: Exchange {
    /// 0, or the library's reason.
    private(set) var code: CInt = 0
    private let offer: (Wire) -> CInt?

    /// Offers a key file.
    ///
    /// - Parameter publicFile: with its public part.
    init(
        _ file: String, _ publicFile: String?, _ passphrase: Secret?, as user: String, on host: String,
        until deadline: Deadline
    ) {
        offer = { wire in
            wire.call { session in
                libssh2_userauth_publickey_fromfile_ex(
                    session, user, CUnsignedInt(user.utf8.count), publicFile, file, passphrase?.reveal())
            }
        }
        super.init("logging in", on: host, until: deadline)
    }

    /// Offers a key of an agent's.
    init(_ signer: Signer, as user: String, on host: String, until deadline: Deadline) {
        let blob = signer.blob
        var context: UnsafeMutableRawPointer? = Unmanaged.passUnretained(signer).toOpaque()
        offer = { wire in
            withExtendedLifetime(signer) {
                wire.call { libssh2_userauth_publickey($0, user, blob, blob.count, Signer.callback, &context) }
            }
        }
        super.init("logging in", on: host, until: deadline)
    }

    override func advance(on wire: Wire) throws(SSHFailure) -> Bool {
        guard let code = offer(wire) else { return false }
        self.code = code
        return true
    }
}
