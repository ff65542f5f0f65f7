import HactlModel
import HactlPlan
import HactlRun
import HactlSSH

extension Link {
    /// Looks at the host. What can't be seen marks the whole host unseen, with the reason.
    func lookAtHost(_ probe: Probe, within limit: Duration) async -> [Observation] {
        do throws(SSHFailure) {
            switch probe {
            case .addresses: return try await addresses(within: limit)
            case .daemon: return try await daemon(within: limit)
            case .command(let command, _): return try await check(command, within: limit)
            case .logTail(_, let place): return [.logTail(member.name, try await logTail(after: place, within: limit))]
            case .holders(let endpoint, _): return try await holders(of: endpoint, within: limit)
            case .hostInHaste: return [.host(member.name, try await wholeHost(asking: .failover, within: limit))]
            default: return [.host(member.name, try await wholeHost(within: limit))]
            }
        } catch {
            if error.kind == .connectionLost || error.kind == .busy && hasNothingOpen { await dropHost() }
            if case .logTail = probe { return [.logTail(member.name, .unseen(Unreachable(error)))] }
            return [.host(member.name, .unseen(Unreachable(error)))]
        }
    }

    /// Commands that hang keep their channels until sshd allows no more of them (sshd_config(5), MaxSessions): they end with the session.
    /// Those that a walk has opened beforehand must not.
    private var hasNothingOpen: Bool { waiting.isEmpty }

    private func logTail(after place: TransactionSet, within limit: Duration) async throws(SSHFailure) -> Sight<LogTail>
    {
        guard let errand = LogTailOrder.errand(after: place) else {
            return .unseen(Unreachable(.unreadable, detail: "\(place.brief) is no place in a log"))
        }
        let result = try await host(within: limit).run(HostCommand(errand), within: limit)
        if result.isSuccess, let tail = LogTailOrder.facts(from: result.outputText) { return .seen(tail) }
        return .unseen(Unreachable(result.isSuccess ? .unreadable : .denied, detail: result.errorText.firstLine))
    }

    func addresses(within limit: Duration) async throws(SSHFailure) -> [Observation] {
        if let file = cluster.writer?.trackFile { return try await tracked(by: file, within: limit) }
        let result = try await host(within: limit).run(HostCommand(AddressLook(tools: tools).errand), within: limit)
        let addresses = AddressLook.addresses(in: result.outputText)
        // Every host has 127.0.0.1 at least: to see none is to have seen nothing.
        guard result.isSuccess, !addresses.isEmpty else {
            return [.host(member.name, .unseen(Unreachable(.unreadable, detail: result.errorText.firstLine)))]
        }
        heldAddresses = addresses
        return [.addresses(member.name, addresses)]
    }

    private func tracked(by file: String, within limit: Duration) async throws(SSHFailure) -> [Observation] {
        let look = AddressLook(tools: tools, trackFile: file)
        let result = try await host(within: limit).run(HostCommand(look.errand), within: limit)
        return observations(ofTrackIn: result.outputText)
            ?? [.host(member.name, .unseen(Unreachable(.unreadable, detail: result.errorText.firstLine)))]
    }

    /// `nil` where it was cut off.
    func observations(ofTrackIn output: String) -> [Observation]? {
        AddressLook.report(in: output).map { [.track(member.name, $0.track), .addresses(member.name, $0.addresses)] }
    }

    private func daemon(within limit: Duration) async throws(SSHFailure) -> [Observation] {
        let look = DaemonLook(port: member.address.port)
        let result = try await host(within: limit).run(HostCommand(look.errand), within: limit)
        guard let daemon = DaemonLook.facts(from: result.outputText) else {
            return [.host(member.name, .unseen(Unreachable(.unreadable, detail: result.errorText.firstLine)))]
        }
        return [.daemon(member.name, daemon)]
    }

    private func wholeHost(
        asking questions: SudoersList.Questions = .whatCannotWait, within limit: Duration
    ) async throws(SSHFailure) -> Sight<HostFacts> {
        // A server that was never reached may be one of either kind.
        let whole = HostLook(
            endpoint: endpoint, persistsInFiles: dialect?.persistsInFiles ?? false,
            dataDirectory: HostLook.usualDataDirectory, port: member.address.port, questions: questions)
        let look = rights.spared(whole, at: SystemClock.uptime())
        let session = try await host(within: limit)
        let before = SystemClock.now()
        let result = try await session.run(HostCommand(look.errand), within: limit)
        // A clock that was set back meanwhile must not turn the span around.
        let after = max(before, SystemClock.now())
        guard HostLook.isWhole(result.outputText) else {
            return .unseen(Unreachable(.unreadable, detail: result.errorText.firstLine))
        }
        let facts = look.facts(from: result.outputText, asked: before...after)
        tools = facts.tools
        rights.note(result.outputText, of: look, facts, at: SystemClock.uptime())
        return .seen(facts)
    }

    private var endpoint: VirtualAddress? {
        var endpoint = cluster.writer
        if let interface = member.interface { endpoint?.interface = interface }
        return endpoint
    }

    private func check(_ command: CustomCommand, within limit: Duration) async throws(SSHFailure) -> [Observation] {
        let result = try await host(within: limit).run(HostCommand(command), within: min(limit, command.timeout))
        return result.isSuccess ? [.done(command.label)] : []
    }

    private func holders(of endpoint: VirtualAddress, within limit: Duration) async throws(SSHFailure) -> [Observation]
    {
        let sight = try await wholeHost(within: limit)
        guard case .seen(let facts) = sight else {
            let reason = sight.reason ?? Unreachable(.unreadable, detail: "")
            return [.holders(endpoint.address, .unseen(reason))]
        }
        let check = DuplicateCheck(endpoint, on: facts)
        guard let errand = check.errand else {
            return [
                .holders(endpoint.address, .unseen(Unreachable(.unreadable, detail: "\(member.name) has no arping")))
            ]
        }
        let result = try await host(within: limit).run(HostCommand(errand), within: limit)
        let interface = facts.interfaces.first { $0.name == endpoint.interface }
        let output = result.outputText + result.errorText
        return [
            .holders(
                endpoint.address, Self.sight(check.reading(exit: result.exitCode, output: output, interface: interface))
            )
        ]
    }

    private static func sight(_ answer: DuplicateAnswer) -> Sight<[String]> {
        switch answer {
        case .free: .seen([])
        case .held(let addresses): .seen(addresses)
        case .unknown(let reason): .unseen(Unreachable(.unreadable, detail: reason))
        }
    }
}
