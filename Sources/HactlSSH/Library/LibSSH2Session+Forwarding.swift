import CLibSSH2
import Glibc

extension LibSSH2Session {
    /// A socket whose other end this session leads to a port as seen from its host.
    ///
    /// A real descriptor, so that the session on top of it needs to know nothing of this one and has a thread of its own.
    func socket(to host: String, port: Int, until deadline: Deadline) async throws(SSHFailure) -> CInt {
        let purpose = ChannelPurpose.port(host: host, port: port)
        var channel: OpaquePointer?
        let opening = Call("connecting to \(host):\(port) through it", on: self.host, until: deadline) {
            (wire, call) throws(SSHFailure) in
            channel = try wire.openChannel(for: purpose, owner: call)
            return channel != nil
        }
        try await perform(opening)
        var pair: [CInt] = [-1, -1]
        guard hactl_socket_pair(&pair) == 0 else {
            throw SSHFailure(
                .protocolError, "No socket pair: \(String(cString: strerror(errno))).",
                remedy: "See how many descriptors hactl may open (ulimit -n).")
        }
        take(up: Pump(pair[0], to: purpose, through: channel, on: self.host))
        return pair[1]
    }
}
