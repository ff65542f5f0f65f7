import HactlModel
import HactlMySQL
import HactlPlan
import HactlRun

/// The connection to a proxy's administrative interface: opened when first needed, kept, and opened anew when it broke. A text is a
/// statement there.
actor AdminProxyLink: ProxyLink {
    private let proxy: Proxy
    private let admin: ProxyAdmin
    private let limits: Limits
    private let secrets: SecretBook
    private let dialect: any AdminProxy
    private var connection: SQLConnection?
    private var connecting: Task<Result<SQLConnection, SQLFailure>, Never>?

    init(to proxy: Proxy, at admin: ProxyAdmin, speaking dialect: any AdminProxy, limits: Limits, secrets: SecretBook) {
        self.proxy = proxy
        self.admin = admin
        self.limits = limits
        self.secrets = secrets
        self.dialect = dialect
    }

    func look(within limit: Duration) async -> Observation {
        .proxy(proxy.name, await seen(within: min(limit, limits.look)))
    }

    private func seen(within limit: Duration) async -> Sight<ProxyFacts> {
        do throws(SQLFailure) {
            let connection = try await sql(within: limit)
            var answers: [SQLTable?] = []
            for question in dialect.questions {
                answers.append(try await answer(to: question, on: connection, within: limit))
            }
            if let facts = dialect.facts(from: answers) { return .seen(facts) }
            return .unseen(Unreachable(.unreadable, detail: "it does not answer as this kind of proxy does"))
        } catch {
            return .unseen(Unreachable(error))
        }
    }

    /// `nil` for a question that this version does not understand.
    private func answer(
        to question: String, on connection: SQLConnection, within limit: Duration
    ) async throws(SQLFailure) -> SQLTable? {
        do throws(SQLFailure) {
            return try await connection.query(question, within: limit).first.map {
                SQLTable(columns: $0.columns, rows: $0.rows)
            }
        } catch {
            if case .server = error.kind { return nil }
            throw error
        }
    }

    func perform(_ order: ProxyOrder, within limit: Duration) async -> Answer {
        do throws(SQLFailure) {
            let connection = try await sql(within: limit)
            for statement in dialect.statements(for: order) { _ = try await connection.query(statement, within: limit) }
            let done = Action.proxy(proxy.name, order).ledgerEntry.map(Observation.done)
            return .done([done].compactMap(\.self) + [await look(within: limit)])
        } catch {
            let effect: ActionFailure.Effect = error.effect == .none ? .none : .unknown
            return .failed(ActionFailure("\(proxy.name): \(error.message)", effect: effect))
        }
    }

    func prepare(for order: ProxyOrder) async { await warmUp() }

    func warmUp() async { _ = try? await sql(within: limits.look) }

    private func sql(within limit: Duration) async throws(SQLFailure) -> SQLConnection {
        if let connection, !connection.isEnded { return connection }
        let attempt = connecting ?? Task { await self.open(within: limit) }
        connecting = attempt
        let result = await attempt.value
        connecting = nil
        connection = try result.get()
        return try result.get()
    }

    private func open(within limit: Duration) async -> Result<SQLConnection, SQLFailure> {
        var password: Secret?
        if let reference = admin.access.password {
            do throws(SecretFailure) {
                password = try await secrets.secret(reference)
            } catch {
                return .failure(SQLFailure(.authentication, message: error.message, remedy: error.remedy))
            }
        }
        let target = SQLTarget(
            host: admin.address.host, port: admin.address.port, user: admin.access.user, password: password,
            tls: admin.access.tls, connectTimeout: min(limit, limits.connect))
        do throws(SQLFailure) {
            return .success(try await SQLConnection.open(target, within: min(limit, limits.connect)))
        } catch {
            return .failure(error)
        }
    }

    func close() async {
        await connection?.close()
        connection = nil
    }
}
