import Foundation

/// A listening socket that never accepts: a server that takes connections and never speaks.
final class Listener: Sendable {
    private let place: BoundPort
    var port: Int { place.port }

    init() throws {
        place = try BoundPort()
        guard listen(place.socket, 16) == 0 else { throw BoundPort.Failed() }
    }
}

/// A port of this machine that is taken and where nobody listens: connecting to it is refused, and nobody else can listen there meanwhile.
final class BoundPort: Sendable {
    struct Failed: Error {}
    let port: Int
    let socket: CInt

    /// - Parameter port: 0 lets the system choose.
    init(_ port: Int = 0) throws {
        // A server that a test starts must not inherit it: it would stay open as long as that one lives.
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard isBound else {
            close(socket)
            throw Failed()
        }
        self.socket = socket
        self.port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(socket) }
}
