import HactlModel
import HactlPlan
import HactlRun
import HactlSSH

/// The SSH connection to a proxy's host: opened when first needed, kept, and opened anew when it broke.
actor ShellProxyLink: ProxyLink {
    private let proxy: Proxy
    private let limits: Limits
    private let secrets: SecretBook
    private let dialect: any ShellProxy
    private var session: (any HostSession)?
    private var logging: Task<Result<any HostSession, SSHFailure>, Never>?
    /// Commands that have begun and wait for their input.
    private var waiting: [Errand: Waiting] = [:]

    init(to proxy: Proxy, speaking dialect: any ShellProxy, limits: Limits, secrets: SecretBook) {
        self.proxy = proxy
        self.limits = limits
        self.secrets = secrets
        self.dialect = dialect
    }

    func look(within limit: Duration) async -> Observation { .proxy(proxy.name, await seen(within: limit)) }

    private func seen(within limit: Duration) async -> Sight<ProxyFacts> {
        do throws(SSHFailure) {
            let result = try await run(dialect.look, within: min(limit, limits.look))
            if let facts = dialect.facts(from: result.outputText) { return .seen(facts) }
            let detail = result.errorText.firstLine
            if detail.hasPrefix("sudo") {
                let remedy =
                    "Install the lines that `hactl sudoers` prints for \(proxy.name) in /etc/sudoers.d on its host."
                return .unseen(Unreachable(.denied, detail: detail, remedy: remedy))
            }
            return .unseen(Unreachable(.unreadable, detail: detail))
        } catch {
            return .unseen(Unreachable(error))
        }
    }

    private struct Waiting {
        var command: any OpenCommand
        var ready: StandingTake.Ready
        var since: Duration
    }

    /// Begins an order's command: neither a login, nor `sudo`, nor a program's start is left for the moment that counts.
    func prepare(for order: ProxyOrder) async {
        guard let errand = dialect.standing(for: order), waiting[errand] == nil,
            let session = try? await host(within: limits.connect),
            let command = try? await session.open(HostCommand(errand), within: limits.connect),
            let line = try? await command.readLine(within: limits.connect),
            case .ready(let ready)? = StandingTake.reply(in: line)
        else { return }
        waiting[errand] = Waiting(command: command, ready: ready, since: SystemClock.uptime())
    }

    /// The result of an order, given to the command that waits for it where there is one.
    private func carryOut(_ order: ProxyOrder, within limit: Duration) async throws(SSHFailure) -> CommandResult {
        guard let errand = dialect.errand(for: order) else {
            throw SSHFailure(
                .unsendable, "\(proxy.name) has no such order.", remedy: "Report this: it is a mistake of hactl.")
        }
        if let early = dialect.standing(for: order), let waiting = waiting.removeValue(forKey: early) {
            let result = try await release(waiting, errand.input ?? "", within: limit)
            if result.exitCode != Self.late { return result }
        }
        return try await run(errand, within: limit)
    }

    private static let late: Int32 = 75

    private func release(
        _ waiting: Waiting, _ input: String, within limit: Duration
    ) async throws(SSHFailure) -> CommandResult {
        let until = waiting.ready.release(waited: SystemClock.uptime() - waiting.since, allowance: limit)
        let text = "until \(until)\(input)"
        for line in text.split(separator: "\n") { try await waiting.command.write(String(line), within: limit) }
        return try await waiting.command.finish(within: limit)
    }

    func perform(_ order: ProxyOrder, within limit: Duration) async -> Answer {
        do throws(SSHFailure) {
            let result = try await carryOut(order, within: limit)
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
        let done = [Action.proxy(proxy.name, order).ledgerEntry.map(Observation.done)].compactMap(\.self)
        switch order {
        case .lead, .endSessions:
            let seen = dialect.facts(from: result.outputText).map { [Observation.proxyServers(proxy.name, $0.servers)] }
            if let seen { return done + seen }
            return done + [await look(within: limit)]
        case .prepare, .serveReads, .discard, .keep, .restore, .save, .write, .expel, .admit:
            return done + [await look(within: limit)]
        }
    }

    private func run(_ errand: Errand, within limit: Duration) async throws(SSHFailure) -> CommandResult {
        do throws(SSHFailure) {
            return try await host(within: limit).run(HostCommand(errand), within: limit)
        } catch {
            // Who does not answer in time may be gone: the next one connects anew, and is told so sooner.
            if error.kind == .connectionLost || error.kind == .timedOut { await close() }
            throw error
        }
    }

    private func host(within limit: Duration) async throws(SSHFailure) -> any HostSession {
        if let session { return session }
        let attempt =
            logging
            ?? Task { [secrets, proxy, limits] in await secrets.logIn(to: proxy.ssh, within: min(limit, limits.connect))
            }
        logging = attempt
        let result = await attempt.value
        logging = nil
        session = try result.get()
        return try result.get()
    }

    func warmUp() async { _ = try? await host(within: limits.look) }

    func close() async {
        let broken = session
        session = nil
        for waiting in waiting.values { await waiting.command.close() }
        waiting = [:]
        await broken?.close()
    }
}
