import CLibSSH2

/// What a channel is for.
enum ChannelPurpose {
    case command
    /// To a port as seen from the host.
    case port(host: String, port: Int)
}

/// The one channel that is being opened. libssh2 keeps the state of an opening in the session and not in the channel:
/// whoever asks next would be handed the channel of whoever asked first.
struct PendingOpening {
    let owner: Exchange
    let purpose: ChannelPurpose
}

extension Wire {
    private static let window: CUnsignedInt = 2 << 20
    private static let packet: CUnsignedInt = 32_768

    /// A channel for `owner`, or `nil` as long as it isn't there.
    func openChannel(for purpose: ChannelPurpose, owner: Exchange) throws(SSHFailure) -> OpaquePointer? {
        guard try clearTheWay(for: owner) else { return nil }
        opening = PendingOpening(owner: owner, purpose: purpose)
        guard let answer = tryOpening(purpose) else { return nil }
        opening = nil
        guard let channel = answer else { throw openingFailure(purpose, owner) }
        return channel
    }

    /// Ends the opening that an abandoned exchange left behind. `false` while somebody else's is under way.
    private func clearTheWay(for owner: Exchange) throws(SSHFailure) -> Bool {
        guard let other = opening, other.owner !== owner else { return true }
        guard other.owner.isOver, let answer = tryOpening(other.purpose) else { return false }
        opening = nil
        if let channel = answer { bury(channel, host: owner.host) }
        return true
    }

    private func tryOpening(_ purpose: ChannelPurpose) -> OpaquePointer?? {
        switch purpose {
        case .command:
            handle { libssh2_channel_open_ex($0, "session", 7, Self.window, Self.packet, nil, 0) }
        case .port(let host, let port):
            handle { libssh2_channel_direct_tcpip_ex($0, host, CInt(port), "127.0.0.1", 0) }
        }
    }

    private func openingFailure(_ purpose: ChannelPurpose, _ owner: Exchange) -> SSHFailure {
        let code = libssh2_session_last_errno(session)
        if case .port(let host, let port) = purpose, code == LIBSSH2_ERROR_CHANNEL_FAILURE {
            return SSHFailure(
                .refused, "\(owner.host) could not connect to \(host):\(port): \(complaint).",
                remedy: "See whether something listens there and whether sshd allows it (AllowTcpForwarding).")
        }
        if code == LIBSSH2_ERROR_CHANNEL_FAILURE {
            return SSHFailure(
                .busy, "sshd on \(owner.host) opens no further session on this connection: \(complaint).",
                remedy: "Look at MaxSessions in its sshd_config (10 by default).")
        }
        return failure(while: owner.doing, to: owner.host)
    }

    /// Frees a channel when the host agrees, without anybody waiting for it.
    func bury(_ channel: OpaquePointer, host: String) {
        newcomers.append(Burial(channel, host: host))
    }
}

/// Frees a channel. The library sends CLOSE and goes on saying "again" until the host has closed it too. When the host
/// doesn't, the channel stays for the end of the session.
final class Burial: Exchange {
    private let channel: OpaquePointer

    init(_ channel: OpaquePointer, host: String) {
        self.channel = channel
        super.init("closing a channel", on: host, until: .after(.seconds(1)))
    }

    override func advance(on wire: Wire) throws(SSHFailure) -> Bool {
        wire.call { _ in libssh2_channel_free(channel) } != nil
    }
}
