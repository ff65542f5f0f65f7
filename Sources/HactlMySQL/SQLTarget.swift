import HactlModel

/// A server to connect to, and as whom. The password is in clear inside its ``Secret``, which prints as dots.
package struct SQLTarget: Sendable {
    /// A name or an address. Always TCP, also for `localhost`, unless ``socket`` is given.
    package var host: String
    package var port: Int
    /// Path of a local socket; it replaces host and port.
    package var socket: String?
    package var user: String
    package var password: Secret?
    package var database: String?
    /// By API, never from option files, and looked at again on the open connection.
    ///
    /// With MariaDB Connector/C `verify-ca` compares the name, too: it can't do one without the other and still refuse
    /// a server without TLS before the login. For the same reason `required` finds out after the login.
    ///
    /// With OpenSSL, name a CA file even for `required`: without one the library parses the system's whole bundle for
    /// each connection (measured: 52 ms instead of 3), and with one it checks the chain.
    package var tls: TLSSettings
    /// The name that the server's certificate must carry, when it isn't `host`: a tunnel ends on the loopback.
    /// `verify-ca` then checks the CA only, `verify-identity` the CA during the handshake and the name after the login;
    /// both need a CA file. With Oracle's library `verify-identity` is refused here, since it can't be done.
    package var tlsName: String?
    /// Bound of the TCP connection and the handshake. The library rounds it up to whole seconds; the caller of
    /// ``SQLConnection/open(_:initial:within:)`` waits no longer than it said there.
    package var connectTimeout: Duration
    /// The library's own bound of one read or write, in whole seconds. A net below the deadline of each query: no
    /// statement can wait longer than this for its answer.
    package var silence: Duration

    package init(
        host: String, port: Int = 3306, socket: String? = nil, user: String, password: Secret? = nil,
        database: String? = nil, tls: TLSSettings = TLSSettings(), tlsName: String? = nil,
        connectTimeout: Duration = .seconds(5), silence: Duration = .seconds(3600)
    ) {
        self.host = host
        self.port = port
        self.socket = socket
        self.user = user
        self.password = password
        self.database = database
        self.tls = tls
        self.tlsName = tlsName
        self.connectTimeout = connectTimeout
        self.silence = silence
    }

    /// The server as a message names it.
    package var place: String { socket ?? "\(host):\(port)" }
}
