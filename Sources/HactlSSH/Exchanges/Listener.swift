import CLibSSH2
import Glibc

/// Takes connections on a loopback port and gives each a pump. It owns the listening socket.
final class Listener: Exchange {
    let port: Int
    private let socket: CInt
    private let purpose: ChannelPurpose
    private var isStopped = false

    init(_ socket: CInt, port: Int, to purpose: ChannelPurpose, on host: String) {
        self.socket = socket
        self.port = port
        self.purpose = purpose
        super.init("listening for a forwarded port", on: host, until: nil)
    }

    deinit { _ = Glibc.close(socket) }

    func stop() { isStopped = true }

    override func advance(on wire: Wire) throws(SSHFailure) -> Bool {
        if isStopped { return true }
        let connection = hactl_accept(socket)
        if connection >= 0 {
            setNoDelay(connection)
            wire.newcomers.append(Pump(connection, to: purpose, on: host))
            wire.noteProgress()
        }
        return false
    }

    override var interests: [pollfd] { [pollfd(fd: socket, events: Int16(POLLIN), revents: 0)] }
    override var isListening: Bool { false }
}
