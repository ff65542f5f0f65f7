import CLibSSH2
import Glibc

/// An ssh-agent, asked over its socket. libssh2 has a client of its own, which waits for the agent without end (a key
/// that wants to be confirmed, a PIN) and, in 1.10, signs RSA with SHA-1 only.
final class Agent {
    private let socket: CInt

    /// `nil` when nobody answers at `path`.
    init?(at path: String, until deadline: Deadline) {
        socket = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return nil }
        limitWaiting(until: deadline)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < room else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafeBytes(of: &address) { bytes in
            bytes.baseAddress.map {
                Glibc.connect(socket, $0.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
            }
        }
        if result != 0 { return nil }
    }

    deinit { if socket >= 0 { _ = close(socket) } }

    /// The keys the agent holds. draft-miller-ssh-agent §4.4: SSH_AGENTC_REQUEST_IDENTITIES 11, answer 12.
    func keys(until deadline: Deadline) -> [AgentKey] {
        guard var answer = ask([11], until: deadline), answer.byte() == 12, let count = answer.number() else {
            return []
        }
        return (0..<min(count, 256)).compactMap { _ in
            guard let blob = answer.string(), let comment = answer.text() else { return nil }
            return AgentKey(blob: blob, comment: comment)
        }
    }

    /// Signs with a key of the agent's; `nil` when it won't. SSH_AGENTC_SIGN_REQUEST 13, answer 14; flag 4 is
    /// SSH_AGENT_RSA_SHA2_512.
    func sign(_ data: UnsafeBufferPointer<UInt8>, with key: AgentKey, until deadline: Deadline) -> [UInt8]? {
        let flags = WireWriter.number(key.isRSA ? 4 : 0)
        let question = [13] + WireWriter.string(key.blob) + WireWriter.string(data) + flags
        guard var answer = ask(question, until: deadline), answer.byte() == 14, let signature = answer.string() else {
            return nil
        }
        var reader = WireReader(signature)
        return reader.string() == nil ? nil : reader.string()
    }

    private func ask(_ question: [UInt8], until deadline: Deadline) -> WireReader? {
        let message = WireWriter.string(question)
        limitWaiting(until: deadline)
        guard send(socket, message, message.count, CInt(MSG_NOSIGNAL)) == message.count else { return nil }
        guard let head = receive(4, until: deadline) else { return nil }
        var reader = WireReader(head)
        guard let count = reader.number(), count <= 256 << 10, let body = receive(count, until: deadline) else {
            return nil
        }
        return WireReader(body)
    }

    private func receive(_ count: Int, until deadline: Deadline) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            limitWaiting(until: deadline)
            var piece = [UInt8](repeating: 0, count: count - bytes.count)
            let got = recv(socket, &piece, piece.count, 0)
            guard got > 0, !deadline.isOver else { return nil }
            bytes += piece.prefix(got)
        }
        return bytes
    }

    private func limitWaiting(until deadline: Deadline) {
        let milliseconds = max(1, Int(deadline.remaining.wholeMilliseconds))
        var limit = timeval(tv_sec: milliseconds / 1_000, tv_usec: milliseconds % 1_000 * 1_000)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    }
}
