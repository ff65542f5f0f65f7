import HactlModel
import HactlPlan
import HactlRun
import HactlSSH

/// The SSH connection to a proxy's host: opened when first needed, kept, and opened anew when it broke.
package actor ProxyLink {
    package nonisolated let proxy: Proxy
    private let limits: Limits
    private let secrets: SecretBook
    private let dialect: any ProxyDialect
    private var session: (any HostSession)?
    private var logging: Task<Result<any HostSession, SSHFailure>, Never>?
    private var tools = HostTools()

    init(to proxy: Proxy, limits: Limits, secrets: SecretBook) {
        self.proxy = proxy
        self.limits = limits
        self.secrets = secrets
        dialect = ProxyCatalog.dialect(of: proxy.kind)
    }

    func look(within limit: Duration) async -> Observation { .proxy(proxy.name, await seen(within: limit)) }

    private func seen(within limit: Duration) async -> Sight<ProxyFacts> {
        do throws(SSHFailure) {
            let result = try await run(dialect.look, within: limit)
            if let facts = dialect.facts(from: result.outputText) { return .seen(facts) }
            return .unseen(Unreachable(.unreadable, detail: result.errorText.firstLine))
        } catch {
            return .unseen(Unreachable(error))
        }
    }

    func perform(_ order: ProxyOrder, within limit: Duration) async -> Answer {
        do throws(SSHFailure) {
            let result = try await run(dialect.errand(for: order), within: limit)
            guard result.isSuccess else {
                let effect: ActionFailure.Effect = result.exitCode == 3 || result.exitCode == 64 ? .none : .unknown
                return .failed(
                    ActionFailure("\(proxy.name): \(result.errorText.firstLine) (\(result.exit))", effect: effect))
            }
            return .done(await changed(by: order, result, within: limit))
        } catch {
            return .failed(
                ActionFailure("\(proxy.name): \(error.message)", effect: error.effect == .none ? .none : .unknown))
        }
    }

    /// What concerns the runtime was printed by the order itself; a file is looked at, for that is never in the freeze.
    private func changed(by order: ProxyOrder, _ result: CommandResult, within limit: Duration) async -> [Observation] {
        switch order {
        case .lead, .endSessions:
            if let facts = dialect.facts(from: result.outputText) { return [.proxyServers(proxy.name, facts.servers)] }
            return [await look(within: limit)]
        case .prepare: return [.done(PrepareRoutes.label(of: proxy.name)), await look(within: limit)]
        case .discard, .keep, .restore: return [.undone(PrepareRoutes.label(of: proxy.name)), await look(within: limit)]
        }
    }

    private func run(_ errand: Errand, within limit: Duration) async throws(SSHFailure) -> CommandResult {
        do throws(SSHFailure) {
            return try await host(within: limit).run(HostCommand(errand), within: limit)
        } catch {
            if error.kind == .connectionLost { await close() }
            throw error
        }
    }

    private func host(within limit: Duration) async throws(SSHFailure) -> any HostSession {
        if let session { return session }
        let attempt = logging ?? Task { await self.logIn(within: limit) }
        logging = attempt
        let result = await attempt.value
        logging = nil
        session = try result.get()
        return try result.get()
    }

    private func logIn(within limit: Duration) async -> Result<any HostSession, SSHFailure> {
        do throws(SSHFailure) {
            let passphrase = try await passphrase()
            return .success(
                try await SSH.connect(to: proxy.ssh, passphrase: passphrase, within: min(limit, limits.connect)))
        } catch {
            return .failure(error)
        }
    }

    private func passphrase() async throws(SSHFailure) -> Secret? {
        guard let reference = proxy.ssh.passphrase else { return nil }
        do throws(SecretFailure) {
            return try await secrets.secret(reference)
        } catch {
            throw SSHFailure(.keyUnreadable, error.message, remedy: error.remedy)
        }
    }

    func warmUp() { Task { _ = try? await host(within: limits.look) } }

    func close() async {
        let broken = session
        session = nil
        await broken?.close()
    }
}
