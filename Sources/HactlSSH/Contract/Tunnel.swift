/// A loopback port that leads to a port as seen from a host.
package struct Tunnel: Sendable {
    package let address = "127.0.0.1"
    package let port: Int
    private let end: @Sendable () async -> Void

    init(port: Int, end: @escaping @Sendable () async -> Void) {
        self.port = port
        self.end = end
    }

    /// Stops listening. Connections that go through it already stay until the session is closed.
    package func close() async { await end() }
}
