import HactlModel
import HactlMySQL
import HactlPlan

/// Asks who answers at the cluster's address, as a client would: a new connection each time.
struct EndpointLink: Sendable {
    private let cluster: Cluster
    private let secrets: SecretBook

    init(of cluster: Cluster, secrets: SecretBook) {
        self.cluster = cluster
        self.secrets = secrets
    }

    func ask(_ address: VirtualAddress, asMember name: MemberName, within limit: Duration) async -> [Observation] {
        guard let member = cluster.member(named: name) else { return [] }
        do throws(SQLFailure) {
            let connection = try await open(address, as: member, within: min(limit, cluster.limits.connect))
            defer { connection.interrupt() }
            return try await answer(of: connection, address, name, within: limit)
        } catch {
            return [.endpoint(address.address, .unseen(Unreachable(error)))]
        }
    }

    /// The certificate is the member's own and need not carry the address; who answers is told by its identity, so the
    /// name is not compared.
    func open(
        _ address: VirtualAddress, as member: Member, within limit: Duration
    ) async throws(SQLFailure) -> SQLConnection {
        var tls = member.sql.tls
        if tls.mode == .verifyIdentity { tls.mode = .verifyCA }
        var password: Secret?
        if let reference = member.sql.password { password = try? await secrets.secret(reference) }
        let target = SQLTarget(
            host: address.address, port: address.port, user: member.sql.user, password: password, tls: tls,
            tlsName: tls.mode == .disabled ? nil : member.address.host, connectTimeout: limit)
        return try await SQLConnection.open(target, within: limit)
    }

    private func answer(
        of connection: SQLConnection, _ address: VirtualAddress, _ name: MemberName, within limit: Duration
    ) async throws(SQLFailure) -> [Observation] {
        let context = ScriptContext(member: name, cluster: cluster.name)
        guard
            let dialect = try? DialectCatalog.dialect(greeting: connection.serverVersion),
            let script = dialect.lookScript(for: .endpoint(address, asMember: name), context: context)
        else { return unreadable(address, "its version is \(connection.serverVersion)") }
        do throws(ScriptTrouble) {
            return try await connection.run(script, within: limit)
        } catch {
            switch error {
            case .failed(let failure): throw failure
            case .unread(let failure): return unreadable(address, failure.sentence)
            }
        }
    }

    private func unreadable(_ address: VirtualAddress, _ detail: String) -> [Observation] {
        [.endpoint(address.address, .unseen(Unreachable(.unreadable, detail: detail)))]
    }
}
