import CMySQL
import HactlModel

/// The library's handle: owned once, closed when it is let go. It blocks, so it lives on a lane, inside an actor.
struct ClientHandle: ~Copyable {
    private let raw: UnsafeMutablePointer<MYSQL>

    init() throws(SQLFailure) {
        guard Library.isReady, let raw = mysql_init(nil) else {
            throw SQLFailure(
                .connectionLost, code: 2008, message: "The client library could not be set up.",
                remedy: "Check the memory, and the installation of libmysqlclient or libmariadb.")
        }
        self.raw = raw
    }

    deinit { mysql_close(raw) }

    /// The server's id of this connection, as `KILL` takes it.
    var threadID: UInt { UInt(mysql_thread_id(raw)) }

    var cipher: String? { hactl_mysql_cipher(raw).map { String(cString: $0) } }

    var backslash: Backslash { hactl_mysql_backslash_is_plain(raw) ? .plain : .escapes }

    var serverVersion: String { mysql_get_server_info(raw).map { String(cString: $0) } ?? "" }

    /// A second descriptor of the socket.
    func duplicateSocket() throws(SQLFailure) -> CInt {
        let socket = hactl_mysql_duplicate_socket(raw)
        guard socket >= 0 else {
            throw SQLFailure(
                .connectionLost, message: "No file descriptor is left for the connection.",
                remedy: "Raise the limit of open files (ulimit -n).")
        }
        return socket
    }
}

extension ClientHandle {
    /// Connects and logs in. Blocks for as long as the library's connect timeout, and for as long as the resolver
    /// takes. On failure the handle is of no use any more.
    func connect(to target: SQLTarget, within limit: Duration) throws(SQLFailure) {
        try target.checkTLS()
        try set(target, within: limit)
        let port = target.socket == nil ? UInt32(clamping: target.port) : 0
        // An empty password, not none: with none both libraries look into $MYSQL_PWD.
        let connected = hactl_mysql_connect(
            raw, target.socket == nil ? target.host : nil, target.user, target.password?.reveal() ?? "",
            target.database, port, target.socket)
        guard connected != nil else { throw SQLFailure(connecting: error, to: target) }
        try checkTLS(of: target)
    }

    /// After the login, because libmariadb 3.3 enforces TLS only together with the name it dialled.
    private func checkTLS(of target: SQLTarget) throws(SQLFailure) {
        guard target.tls.mode == .disabled || cipher != nil else { throw .plaintext(target) }
        guard target.tls.mode == .verifyIdentity, let name = target.nameElsewhere else { return }
        guard hactl_mysql_names(raw, name) else { throw .wrongName(target, name) }
    }

    private func set(_ target: SQLTarget, within limit: Duration) throws(SQLFailure) {
        let connect = min(limit, target.connectTimeout).wholeSeconds
        let silence = target.silence.wholeSeconds
        let tls = target.tls
        let answers = [
            hactl_mysql_set_timeouts(raw, connect, silence, silence),
            hactl_mysql_set_protocol(raw, target.socket != nil),
            hactl_mysql_set_manners(raw, "hactl"),
            hactl_mysql_set_honest_errors(raw),
            hactl_mysql_set_tls(raw, target.askedTLS),
            tls.mode == .disabled
                ? hactl_mysql_get_server_public_key(raw)
                : hactl_mysql_set_tls_files(raw, tls.ca, tls.certificate, tls.key),
        ]
        guard answers.allSatisfy({ $0 == 0 }) else {
            throw SQLFailure(
                .tlsFailed, message: "The client library does not take the options of this connection.",
                remedy: "Check which libmysqlclient or libmariadb hactl is linked to.")
        }
    }
}

extension ClientHandle {
    /// Sends the text in one go and reads every result. Blocks until the last one.
    func run(_ text: String) throws(SQLFailure) -> [ResultSet] {
        var text = text
        let status = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { mysql_real_query(raw, $0.baseAddress, UInt($0.count)) }
        }
        guard status == 0 else { throw SQLFailure(running: error) }
        return try results()
    }

    private func results() throws(SQLFailure) -> [ResultSet] {
        var results: [ResultSet] = []
        repeat {
            guard let result = stored() else { throw SQLFailure(running: error, after: results) }
            results.append(result)
            // -1 is "no more", 0 is "another", above is an error of the next statement. Not mysql_more_results: its
            // type differs between the libraries.
            let next = mysql_next_result(raw)
            if next < 0 { return results }
            if next > 0 { throw SQLFailure(running: error, after: results) }
        } while true
    }

    private func stored() -> ResultSet? {
        guard let result = mysql_store_result(raw) else {
            return mysql_field_count(raw) == 0 ? ResultSet(affected: mysql_affected_rows(raw)) : nil
        }
        defer { mysql_free_result(result) }
        return ResultSet(reading: result)
    }

    private var error: ClientError {
        ClientError(
            code: Int(mysql_errno(raw)), sqlState: String(cString: mysql_sqlstate(raw)),
            message: String(cString: mysql_error(raw)))
    }
}

extension Duration {
    /// Rounded up, at least one: zero means "for ever" to the library.
    var wholeSeconds: UInt32 {
        let parts = components
        return UInt32(clamping: max(1, parts.seconds + (parts.attoseconds > 0 ? 1 : 0)))
    }
}
