import Glibc
import HactlModel
import NIOCore
import NIOHTTP1
import NIOPosix

/// The web face of a watch. It listens from `start` to `stop`, each of them once.
package actor WebServer {
    private let service: Service
    private let address: InstanceAddress
    private let limits: WebLimits
    private let door: Doorkeeper
    private var listener: (any Channel)?

    /// One thread carries all connections, for as long as the process lives.
    private static let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    /// - Parameters:
    ///   - address: where to listen: an address of this machine, IPv4 or IPv6, or `localhost`, and a port or 0 for a free one.
    ///   - access: who may read and who may write.
    ///   - clock: what pages are told the time is.
    package init(
        source: any StatusSource, at address: InstanceAddress, access: WebAccess, limits: WebLimits = WebLimits(),
        clock: @escaping @Sendable () -> Moment
    ) {
        service = Service(source: source, gate: Gate(access), limits: limits, clock: clock)
        self.address = address
        self.limits = limits
        door = Doorkeeper(limits)
    }

    /// Begins to listen.
    ///
    /// - Returns: where it listens, with the port that a 0 became.
    package func start() async throws(WebFailure) -> InstanceAddress {
        do {
            let place = try SocketAddress(ipAddress: address.plainHost, port: address.port)
            let listener = try await bootstrap.bind(to: place).get()
            self.listener = listener
            return InstanceAddress(host: address.host, port: listener.localAddress?.port ?? address.port)
        } catch let error as IOError {
            throw WebFailure(address: address, reason: String(cString: strerror(error.errnoCode)))
        } catch {
            throw WebFailure(address: address, reason: "\(address.host) is no address; names are not looked up here")
        }
    }

    /// Takes nobody in any more, lets answers under way be finished, and closes everything.
    package func stop() async {
        try? await listener?.close().get()
        listener = nil
        await door.close(within: limits.farewell)
    }

    private var bootstrap: ServerBootstrap {
        let (service, door, limits) = (service, door, limits)
        return ServerBootstrap(group: Self.loops)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.keepToOurselves() }
            }
            .serverChannelOption(.backlog, value: 128)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.keepToOurselves()
                    guard door.admit(channel) else {
                        return try channel.pipeline.syncOperations.addHandler(FullHouse())
                    }
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(
                        withPipeliningAssistance: false, withErrorHandling: false, withEncoderConfiguration: .init(),
                        withDecoderLimitConfiguration: limits.ofDecoder)
                    try channel.pipeline.syncOperations.addHandler(
                        Conversation(with: service, through: door, limits: limits))
                }
            }
    }
}

extension InstanceAddress {
    /// Without the brackets in which IPv6 is written before a port (RFC 3986, 3.2.2).
    fileprivate var plainHost: String {
        if host == "localhost" { return "127.0.0.1" }
        return host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}

extension Channel {
    /// A command that a watch starts must not inherit the socket: it would keep the port, and the client, as long as it lives. SwiftNIO leaves that
    /// to us.
    fileprivate func keepToOurselves() throws {
        try pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket in
            _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        }
    }
}
