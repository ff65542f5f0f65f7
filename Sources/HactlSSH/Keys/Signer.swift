import CLibSSH2
import Glibc

/// Signs a login with a key of the agent's.
final class Signer {
    private let agent: Agent
    private let key: AgentKey
    private let deadline: Deadline

    init(_ agent: Agent, _ key: AgentKey, until deadline: Deadline) {
        self.agent = agent
        self.key = key
        self.deadline = deadline
    }

    /// The public key as libssh2 is to announce it. An RSA key is announced as `rsa-sha2-512`: 1.10 takes the name of
    /// the signature from the blob, and sshd refuses `ssh-rsa`, which is SHA-1.
    var blob: [UInt8] {
        guard key.isRSA else { return key.blob }
        let name = [UInt8]("ssh-rsa".utf8)
        return WireWriter.string([UInt8]("rsa-sha2-512".utf8)) + key.blob.dropFirst(4 + name.count)
    }

    /// Called by the library with what is to be signed. The answer is the library's to free.
    static let callback:
        @convention(c) (
            OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, UnsafeMutablePointer<Int>?,
            UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<UnsafeMutableRawPointer?>?
        ) -> CInt = { _, signature, length, data, count, context in
            guard let context = context?.pointee else { return -1 }
            let signer = Unmanaged<Signer>.fromOpaque(context).takeUnretainedValue()
            let data = UnsafeBufferPointer(start: data, count: count)
            guard let bytes = signer.agent.sign(data, with: signer.key, until: signer.deadline),
                let copy = malloc(bytes.count)
            else { return -1 }
            copy.copyMemory(from: bytes, byteCount: bytes.count)
            signature?.pointee = copy.assumingMemoryBound(to: UInt8.self)
            length?.pointee = bytes.count
            return 0
        }
}
