import HactlModel
import HactlMySQL
import HactlSSH

/// The connections to one member: opened when first needed, kept, and opened anew when they broke.
package actor Link {
    package nonisolated let member: Member
    private let secrets: SecretBook
    private let limits: Limits

    private var connection: SQLConnection?
    private var connecting: Task<Result<SQLConnection, SQLFailure>, Never>?
    private var session: (any HostSession)?
    private var logging: Task<Result<any HostSession, SSHFailure>, Never>?
    private var tunnel: Tunnel?
    /// Ids of the sessions that are hactl's own on this server: they are never ended with the clients'.
    package private(set) var ownSessions: Set<UInt64> = []

    package init(to member: Member, limits: Limits, secrets: SecretBook) {
        self.member = member
        self.limits = limits
        self.secrets = secrets
    }

    /// The connection that statements share.
    package func sql(within limit: Duration) async throws(SQLFailure) -> SQLConnection {
        if let connection, !connection.isEnded { return connection }
        let attempt = connecting ?? Task { await self.dial(within: limit) }
        connecting = attempt
        let result = await attempt.value
        connecting = nil
        connection = try result.get()
        return try result.get()
    }

    /// A connection of its own: for locks, and for ending what hangs on the shared one.
    package func separateSQL(within limit: Duration) async throws(SQLFailure) -> SQLConnection {
        try await dial(within: limit).get()
    }

    /// Lets go of a connection that is of no use any more.
    package func drop(_ broken: SQLConnection) {
        if connection === broken { connection = nil }
    }

    package func host(within limit: Duration) async throws(SSHFailure) -> any HostSession {
        if let session { return session }
        let attempt = logging ?? Task { await self.logIn(within: limit) }
        logging = attempt
        let result = await attempt.value
        logging = nil
        session = try result.get()
        return try result.get()
    }

    /// Forgets a session whose link is lost, so that the next call logs in anew.
    package func dropHost() async {
        let broken = session
        session = nil
        tunnel = nil
        await broken?.close()
    }

    package func close() async {
        await connection?.close()
        connection = nil
        await dropHost()
    }

    private func dial(within limit: Duration) async -> Result<SQLConnection, SQLFailure> {
        do throws(SQLFailure) {
            let target = try await target(within: limit)
            let fresh = try await SQLConnection.open(target, within: min(limit, limits.connect))
            ownSessions.insert(UInt64(fresh.serverID))
            return .success(fresh)
        } catch {
            return .failure(error)
        }
    }

    private func target(within limit: Duration) async throws(SQLFailure) -> SQLTarget {
        let password = try await password()
        let access = member.sql
        var target = SQLTarget(
            host: member.address.host, port: member.address.port, user: access.user, password: password,
            tls: access.tls, connectTimeout: limits.connect)
        if access.route == .ssh {
            let tunnel = try await way(within: limit)
            target.host = tunnel.address
            target.port = tunnel.port
            target.tlsName = member.address.host
        }
        return target
    }

    private func password() async throws(SQLFailure) -> Secret? {
        guard let reference = member.sql.password else { return nil }
        do throws(SecretFailure) {
            return try await secrets.secret(reference)
        } catch {
            throw SQLFailure(.authentication, message: error.message, remedy: error.remedy)
        }
    }

    /// The way through the host's SSH connection.
    private func way(within limit: Duration) async throws(SQLFailure) -> Tunnel {
        if let tunnel { return tunnel }
        do throws(SSHFailure) {
            let opened = try await host(within: limit).forward(
                to: "127.0.0.1", port: member.address.port, within: limit)
            tunnel = opened
            return opened
        } catch {
            throw SQLFailure(.unreachable, message: "Through SSH: \(error.message)", remedy: error.remedy)
        }
    }

    private func logIn(within limit: Duration) async -> Result<any HostSession, SSHFailure> {
        do throws(SSHFailure) {
            let passphrase = try await passphrase()
            return .success(
                try await SSH.connect(to: member.ssh, passphrase: passphrase, within: min(limit, limits.connect)))
        } catch {
            return .failure(error)
        }
    }

    private func passphrase() async throws(SSHFailure) -> Secret? {
        guard let reference = member.ssh.passphrase else { return nil }
        do throws(SecretFailure) {
            return try await secrets.secret(reference)
        } catch {
            throw SSHFailure(.keyUnreadable, error.message, remedy: error.remedy)
        }
    }
}
