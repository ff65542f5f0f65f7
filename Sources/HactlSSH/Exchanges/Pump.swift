import CLibSSH2
import Glibc

/// Carries bytes between a local socket and a port as seen from the host, both ways, until both have ended. It owns the
/// socket.
final class Pump: Exchange {
    private let socket: CInt
    private let purpose: ChannelPurpose
    private var channel: OpaquePointer?
    private var toHost = Parcel()
    private var fromHost = Parcel()
    private var turn = 0
    private var hasToldEnd = false

    /// Without a channel it opens one first.
    init(_ socket: CInt, to purpose: ChannelPurpose, through channel: OpaquePointer? = nil, on host: String) {
        self.socket = socket
        self.channel = channel
        self.purpose = purpose
        super.init("forwarding a port", on: host, until: nil)
    }

    deinit { _ = Glibc.close(socket) }

    override func advance(on wire: Wire) throws(SSHFailure) -> Bool {
        if channel == nil { channel = try wire.openChannel(for: purpose, owner: self) }
        guard let channel else { return false }
        var idle = 0
        // A share of the session and no more: others are waiting.
        for _ in 0..<64 where idle < 4 {
            let moved = try takeTurn(channel, wire)
            if wire.isHalfSent { return false }
            turn = (turn + 1) % 4
            idle = moved ? 0 : idle + 1
        }
        if idle < 4 { wire.noteProgress() }
        return hasEnded ? bury(on: wire) : false
    }

    private var hasEnded: Bool {
        toHost.isBroken || fromHost.isBroken || (fromHost.isOver && hasToldEnd)
    }

    override func abandon(on wire: Wire) { _ = bury(on: wire) }

    override var interests: [pollfd] {
        guard channel != nil else { return [] }
        var events: CInt = 0
        if toHost.isEmpty && !toHost.hasEnded { events |= POLLIN }
        if !fromHost.isEmpty { events |= POLLOUT }
        return events == 0 ? [] : [pollfd(fd: socket, events: Int16(events), revents: 0)]
    }

    /// While the local side is full nothing is read, so that the host stops sending.
    override var isListening: Bool { channel == nil || fromHost.isEmpty }

    private func bury(on wire: Wire) -> Bool {
        if let channel { wire.bury(channel, host: host) }
        channel = nil
        _ = shutdown(socket, CInt(SHUT_RDWR))
        return true
    }

    private func takeTurn(_ channel: OpaquePointer, _ wire: Wire) throws(SSHFailure) -> Bool {
        switch turn {
        case 0: toHost.isEmpty && toHost.fill(from: socket)
        case 1: try sendToHost(channel, wire)
        case 2: try readFromHost(channel, wire)
        default: fromHost.drain(into: socket)
        }
    }

    private func sendToHost(_ channel: OpaquePointer, _ wire: Wire) throws(SSHFailure) -> Bool {
        if toHost.isEmpty { return try tellEnd(channel, wire) }
        let count = toHost.withRest { bytes in
            wire.call { _ in libssh2_channel_write_ex(channel, 0, bytes.baseAddress, bytes.count) }
        }
        guard let count else { return false }
        if count < 0 { throw wire.failure(while: doing, to: host) }
        toHost.drop(count)
        return count > 0
    }

    private func tellEnd(_ channel: OpaquePointer, _ wire: Wire) throws(SSHFailure) -> Bool {
        guard toHost.hasEnded, !hasToldEnd else { return false }
        guard wire.call({ _ in libssh2_channel_send_eof(channel) }) != nil else { return false }
        hasToldEnd = true
        return true
    }

    private func readFromHost(_ channel: OpaquePointer, _ wire: Wire) throws(SSHFailure) -> Bool {
        guard fromHost.isEmpty, !fromHost.hasEnded else { return false }
        let count = fromHost.refill { buffer in
            wire.call { _ in libssh2_channel_read_ex(channel, 0, buffer.baseAddress, buffer.count) }
        }
        guard let count else { return false }
        if count < 0 { throw wire.failure(while: doing, to: host) }
        guard count == 0 else { return true }
        fromHost.hasEnded = libssh2_channel_eof(channel) == 1
        if fromHost.hasEnded { _ = shutdown(socket, CInt(SHUT_WR)) }
        return fromHost.hasEnded
    }
}
