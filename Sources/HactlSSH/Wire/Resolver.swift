import CLibSSH2
import Glibc
import HactlLanes

/// An address as the kernel takes it.
struct SocketAddress: Sendable {
    let family: CInt
    let bytes: [UInt8]
}

/// Asks for the addresses of a name, on a thread of its own: `getaddrinfo` waits as long as it likes and can't be
/// stopped. Nobody waits for a resolver that is late; its thread ends when the answer is there.
actor Resolver {
    private let lane = Lane()
    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    func resolve(_ host: String, port: Int) -> Resolution { Resolution(host, port: port, flags: 0) }
}

/// What the resolver said.
enum Resolution: Sendable {
    case addresses([SocketAddress])
    case unknown(reason: String)

    /// Asks now. With `AI_NUMERICHOST` nobody else is asked.
    init(_ host: String, port: Int, flags: CInt) {
        var hints = addrinfo()
        hints.ai_flags = flags | AI_NUMERICSERV
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &first)
        defer { if let first { freeaddrinfo(first) } }
        self = code == 0 ? .addresses(Self.list(first)) : .unknown(reason: String(cString: gai_strerror(code)))
    }

    private static func list(_ first: UnsafeMutablePointer<addrinfo>?) -> [SocketAddress] {
        var addresses: [SocketAddress] = []
        var entry = first
        while let info = entry?.pointee {
            if let address = info.ai_addr {
                let bytes = UnsafeRawBufferPointer(start: address, count: Int(info.ai_addrlen))
                addresses.append(SocketAddress(family: info.ai_family, bytes: [UInt8](bytes)))
            }
            entry = info.ai_next
        }
        return addresses
    }
}
