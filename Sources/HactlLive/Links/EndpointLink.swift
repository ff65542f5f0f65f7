import HactlModel
import HactlMySQL
import HactlPlan
import HactlSSH

/// Asks who answers at one of the cluster's doors, as a client would: a new connection each time.
struct EndpointLink: Sendable {
    private let cluster: Cluster
    private let secrets: SecretBook

    init(of cluster: Cluster, secrets: SecretBook) {
        self.cluster = cluster
        self.secrets = secrets
    }

    /// - Parameter tunnel: a way there from the host that the door names.
    func ask(
        _ door: Endpoint, through tunnel: Tunnel? = nil, asMember name: MemberName, within limit: Duration
    ) async -> [Observation] {
        guard let member = cluster.member(named: name) else { return [] }
        let address = tunnel.map { InstanceAddress(host: $0.address, port: $0.port) } ?? door.address
        do throws(SQLFailure) {
            let connection = try await open(address, as: member, within: min(limit, cluster.limits.connect))
            defer { connection.interrupt() }
            return try await answer(of: connection, door, name, within: limit)
        } catch {
            return [.endpoint(door, .unseen(Unreachable(error)))]
        }
    }

    /// The certificate is the member's own and need not carry the address; who answers is told by its identity, so the
    /// name is not compared.
    func open(
        _ address: InstanceAddress, as member: Member, within limit: Duration
    ) async throws(SQLFailure) -> SQLConnection {
        var tls = member.sql.tls
        if tls.mode == .verifyIdentity { tls.mode = .verifyCA }
        var password: Secret?
        if let reference = member.sql.password { password = try? await secrets.secret(reference) }
        let target = SQLTarget(
            host: address.host, port: address.port, user: member.sql.user, password: password, tls: tls,
            tlsName: tls.mode == .disabled ? nil : member.address.host, connectTimeout: limit)
        return try await SQLConnection.open(target, within: limit)
    }

    private func answer(
        of connection: SQLConnection, _ door: Endpoint, _ name: MemberName, within limit: Duration
    ) async throws(SQLFailure) -> [Observation] {
        let context = ScriptContext(member: name, cluster: cluster.name)
        guard
            let dialect = try? DialectCatalog.dialect(greeting: connection.serverVersion),
            let script = dialect.lookScript(for: .endpoint(door, asMember: name), context: context)
        else { return unreadable(door, "its version is \(connection.serverVersion)") }
        do throws(ScriptTrouble) {
            return try await connection.run(script, within: limit)
        } catch {
            switch error {
            case .failed(let failure): throw failure
            case .unread(let failure): return unreadable(door, failure.sentence)
            }
        }
    }

    private func unreadable(_ door: Endpoint, _ detail: String) -> [Observation] {
        [.endpoint(door, .unseen(Unreachable(.unreadable, detail: detail)))]
    }
}
