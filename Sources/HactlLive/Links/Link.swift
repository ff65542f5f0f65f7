import HactlModel
import HactlMySQL
import HactlPlan
import HactlSSH

/// The connections to one member: opened when first needed, kept, and opened anew when they broke.
package actor Link {
    package nonisolated let member: Member
    package nonisolated let cluster: Cluster
    let secrets: SecretBook
    private var limits: Limits { cluster.limits }

    private var connection: SQLConnection?
    private var connecting: Task<Result<SQLConnection, SQLFailure>, Never>?
    private var session: (any HostSession)?
    private var logging: Task<Result<any HostSession, SSHFailure>, Never>?
    private var tunnel: Tunnel?
    /// A second connection, opened beforehand: to end what hangs on the first one without a login in between.
    private var steward: SQLConnection?
    /// How to speak to the server; known once it has greeted.
    private(set) var dialect: (any Dialect)?
    private var privilegedUsers: Set<String> = []
    /// Its own identity where places in its binary log are all that tells how far it is.
    private var log: String?
    /// Who answered first; nobody else may answer later.
    private(set) var identity: String?
    /// Where the host has its programs; known once it was looked at.
    var tools = HostTools()
    var rights = RightsMemory()
    /// Sessions of hactl's own that were given up and could not be ended yet.
    var leftovers: Set<UInt64> = []
    /// What the host held when it was asked last.
    var heldAddresses: [HeldAddress]?
    /// Root commands that wait for their moment.
    var waiting: [VirtualAddress: Waiting] = [:]
    /// Announcements that go on after the address is taken; let go by the next one, or when the link is closed.
    var announcements: [VirtualAddress: any OpenCommand] = [:]
    /// The copy that was begun on this server, if any.
    var copying: Copying?
    /// Ids of the sessions that are hactl's own on this server: they are never ended with the clients'.
    package private(set) var ownSessions: Set<UInt64> = []

    package init(to member: Member, of cluster: Cluster, secrets: SecretBook) {
        self.member = member
        self.cluster = cluster
        self.secrets = secrets
    }

    /// Whether statements would go over a connection that was opened before.
    var hasConnection: Bool { connection.map { !$0.isEnded } ?? false }

    /// The connection that statements share.
    package func sql(within limit: Duration) async throws(SQLFailure) -> SQLConnection {
        if let connection, !connection.isEnded { return connection }
        let attempt = connecting ?? Task { await self.dial(within: limit, SessionLimits()) }
        connecting = attempt
        let result = await attempt.value
        connecting = nil
        let fresh = try result.get()
        await endLeftovers(through: fresh)
        connection = fresh
        return fresh
    }

    /// What a session that could not be ended keeps, such as a lock, must not outlive the silence that hid it.
    private func endLeftovers(through fresh: SQLConnection) async {
        for session in leftovers where await end(session, through: fresh) == true { leftovers.remove(session) }
    }

    /// A connection of its own: for locks, and for ending what hangs on the shared one.
    ///
    /// - Parameter idle: how long the session may be silent before the server ends it.
    package func separateSQL(
        within limit: Duration, idle: Duration = SessionLimits().idle
    ) async throws(SQLFailure) -> SQLConnection {
        try await dial(within: limit, SessionLimits(idle: idle)).get()
    }

    /// Lets go of a connection that is of no use any more.
    package func drop(_ broken: SQLConnection) {
        if connection === broken { connection = nil }
    }

    package func host(within limit: Duration) async throws(SSHFailure) -> any HostSession {
        if let session { return session }
        let attempt =
            logging
            ?? Task { [secrets, member, limits] in
                await secrets.logIn(to: member.ssh, within: min(limit, limits.connect))
            }
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
        rights = RightsMemory()
        await broken?.close()
    }

    package func close() async {
        await connection?.close()
        await steward?.close()
        connection = nil
        steward = nil
        await dropHost()
    }

    private func dial(within limit: Duration, _ bounds: SessionLimits) async -> Result<SQLConnection, SQLFailure> {
        do throws(SQLFailure) {
            let target = try await target(within: limit)
            let start = ContinuousClock.now
            let fresh = try await open(target, within: min(limit, limits.connect))
            ownSessions.insert(UInt64(fresh.serverID))
            let settings = try settings(for: fresh.serverVersion, bounds)
            _ = try await fresh.query(settings, within: limit - (.now - start))
            try await recognise(fresh, within: limit - (.now - start))
            return .success(fresh)
        } catch {
            return .failure(error)
        }
    }

    /// Where the connections are exhausted the server's other port is tried, if it has one.
    private func open(_ target: SQLTarget, within limit: Duration) async throws(SQLFailure) -> SQLConnection {
        do throws(SQLFailure) { return try await SQLConnection.open(target, within: limit) } catch {
            guard error.kind == .tooManyConnections, let port = member.sql.adminPort, member.sql.route == .direct else {
                throw error
            }
            var other = target
            other.port = port
            do throws(SQLFailure) { return try await SQLConnection.open(other, within: limit) } catch _ { throw error }
        }
    }

    /// An address that leads to another server than before must not be acted on: a VIP as a member's address does that.
    private func recognise(_ fresh: SQLConnection, within limit: Duration) async throws(SQLFailure) {
        guard let identity, let dialect else { return }
        let context = ScriptContext(member: member.name, cluster: cluster.name)
        guard
            let script = dialect.lookScript(
                for: .endpoint(Endpoint(member.address), asMember: member.name), context: context)
        else {
            return
        }
        let seen = (try? await fresh.run(script, within: limit)) ?? []
        guard case .endpoint(_, .seen(let answer))? = seen.first, answer.identity == identity else {
            throw SQLFailure(
                .server(code: 0, sqlState: ""), message: "another server answers at \(member.address) than before",
                remedy: "Look at what the address leads to.", provesLife: true)
        }
    }

    /// What a session begins with, in the server's own dialect.
    private func settings(for greeting: String, _ bounds: SessionLimits) throws(SQLFailure) -> String {
        do throws(Unsupported) {
            let dialect = try DialectCatalog.dialect(greeting: greeting)
            self.dialect = dialect
            return dialect.initial(bounds)
        } catch {
            throw SQLFailure(
                .server(code: 0, sqlState: ""), message: error.because, remedy: error.remedy, provesLife: true)
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

    /// What the dialect must know beyond the verb.
    func context() async -> ScriptContext {
        ScriptContext(
            member: member.name, cluster: cluster.name, connections: Array(ownSessions), account: member.sql.user,
            replication: await replicationLogin(), privilegedUsers: privilegedUsers, log: log,
            heartbeat: cluster.heartbeat)
    }

    /// Without it a verb that needs it says so.
    func replicationLogin() async -> ReplicationLogin? {
        guard let account = cluster.replication, let password = try? await secrets.secret(account.password) else {
            return nil
        }
        return ReplicationLogin(user: account.user, password: password, tls: account.tls)
    }

    func remember(_ seen: [Observation]) {
        for case .instance(_, .seen(let facts)) in seen {
            privilegedUsers = Set(facts.privilegedUsers)
            log = facts.countsByPlace ? facts.identity.uuid : nil
            identity = identity ?? facts.identity.uuid
        }
    }

    /// Opens the second connection beforehand.
    func openSteward() async {
        if let steward, !steward.isEnded { return }
        steward = try? await separateSQL(within: limits.connect)
    }

    /// Ends what a broken connection left running in the server. Answers with words when it can't be seen to have ended.
    ///
    /// Ids begin anew when a server restarts: a session of another account is not ours, and ours is gone then.
    func endLeftover(_ session: UInt64) async -> String? {
        for _ in 0..<5 {
            await openSteward()
            if let isGone = await end(session, through: steward), isGone {
                ownSessions.remove(session)
                return nil
            }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return "what it left in the server could not be seen to have ended (session \(session))"
    }

    private func end(_ session: UInt64, through connection: SQLConnection?) async -> Bool? {
        guard
            let connection,
            let owner = try? await connection.run(OwnSession.ownerScript(session), within: .milliseconds(500))
        else { return nil }
        guard owner == member.sql.user else { return true }
        return try? await connection.run(OwnSession.endScript(session), within: .milliseconds(500))
    }

    /// Ends whoever holds a lock at this moment, whosever session it is.
    func endHolder(_ session: UInt64) async -> String? {
        for _ in 0..<5 {
            await openSteward()
            let isGone = try? await steward?.run(OwnSession.endScript(session), within: .milliseconds(500))
            if isGone == true { return nil }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return "session \(session) is still there"
    }

    func lockHolder() async -> LockHolder? {
        guard let connection = try? await sql(within: limits.look) else { return nil }
        let script = ClusterLock.holderScript(ClusterLock.name(of: cluster.name))
        return (try? await connection.run(script, within: limits.look)) ?? nil
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
}
