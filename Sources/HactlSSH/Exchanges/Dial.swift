import CLibSSH2
import Glibc

/// Connects to the first of some addresses that answers. With several, each gets an equal share of what is left.
final class Dial: Exchange {
    private var addresses: [SocketAddress]
    private let place: String
    private var attempt: CInt = -1
    private var attemptEnd: Deadline?
    /// What `connect` said at once: a socket that failed so has no pending error.
    private var first: CInt = 0
    private var reasons: [CInt] = []

    init(_ addresses: [SocketAddress], at place: String, on host: String, until deadline: Deadline) {
        self.addresses = addresses
        self.place = place
        super.init("connecting to \(place)", on: host, until: deadline)
    }

    deinit { if attempt >= 0 { _ = close(attempt) } }

    override func advance(on wire: Wire) throws(SSHFailure) -> Bool {
        while true {
            if attempt < 0 { try startNext() }
            guard let code = outcome() else { return false }
            if code == 0 { return succeed(on: wire) }
            reasons.append(code)
            _ = close(attempt)
            attempt = -1
        }
    }

    override var interests: [pollfd] { [pollfd(fd: attempt, events: Int16(POLLOUT), revents: 0)] }
    override var isListening: Bool { false }

    private func startNext() throws(SSHFailure) {
        guard !addresses.isEmpty else { throw failureOfAll() }
        let address = addresses.removeFirst()
        if let deadline { attemptEnd = .after(deadline.remaining / (addresses.count + 1)) }
        attempt = hactl_stream_socket(address.family)
        setNoDelay(attempt)
        setKeepAlive(attempt)
        address.bytes.withUnsafeBytes { bytes in
            guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return }
            first = Glibc.connect(attempt, pointer, socklen_t(bytes.count)) == 0 ? 0 : errno
        }
    }

    /// 0 when connected, an error number when not, `nil` while nobody knows.
    private func outcome() -> CInt? {
        if first != 0 && first != EINPROGRESS { return first }
        var question = pollfd(fd: attempt, events: Int16(POLLOUT), revents: 0)
        if poll(&question, 1, 0) == 1 { return pendingError(attempt) }
        let isLate = !addresses.isEmpty && (attemptEnd?.isOver ?? false)
        return isLate ? ETIMEDOUT : nil
    }

    private func succeed(on wire: Wire) -> Bool {
        wire.attach(attempt)
        attempt = -1
        return true
    }

    private func failureOfAll() -> SSHFailure {
        let code = reasons.last ?? EHOSTUNREACH
        let words = String(cString: strerror(code))
        let kind: SSHFailure.Kind =
            switch code {
            case ECONNREFUSED: .refused
            case ETIMEDOUT: .timedOut
            default: .unreachable
            }
        return SSHFailure(
            kind, "No connection to \(place): \(words).",
            remedy: "See whether the host is up, sshd listens on that port and no firewall is in between.")
    }
}
