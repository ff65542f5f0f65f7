import HactlModel
import HactlPlan
import HactlRun
import HactlSSH

extension Link {
    /// Opens whatever the orders will need: a root command that waits for one line, where sudoers allows it.
    func prepare(for orders: [HostOrder]) async {
        for order in orders {
            switch order {
            case .takeAddress(let endpoint) where tools.canStand:
                await stand(by: endpoint, with: AddressOrders(endpoint, tools: tools).standingTake.errand)
            case .setTrack(let endpoint, _):
                if let order = TrackFileOrder(endpoint) { await stand(by: endpoint, with: order.errand) }
            default: continue
            }
        }
    }

    private func stand(by endpoint: VirtualAddress, with errand: Errand) async {
        guard let command = try? await standing(errand, within: cluster.limits.connect) else { return }
        await waiting[endpoint]?.command.close()
        waiting[endpoint] = command
    }

    /// `nil` where the host says something else than that it waits.
    private func standing(_ errand: Errand, within limit: Duration) async throws(SSHFailure) -> Waiting? {
        let command = try await host(within: limit).open(HostCommand(errand), within: limit)
        guard let line = try await command.readLine(within: limit),
            case .ready(let ready)? = StandingTake.reply(in: line)
        else {
            await command.close()
            return nil
        }
        return Waiting(command: command, ready: ready, since: SystemClock.uptime())
    }

    /// A root command that waits for its moment.
    struct Waiting: Sendable {
        var command: any OpenCommand
        var ready: StandingTake.Ready
        var since: Duration
    }

    func perform(_ order: HostOrder, within limit: Duration) async -> Answer {
        do throws(SSHFailure) {
            switch order {
            case .takeAddress(let endpoint): return try await take(endpoint, within: limit)
            case .dropAddress(let endpoint):
                await waitUntilTheNetworkLeadsElsewhere(endpoint)
                return try await change(AddressOrders(endpoint, tools: tools).drop, within: limit)
            case .announce(let endpoint):
                try await announce(endpoint, within: limit)
                return .done([])
            case .setTrack(let endpoint, let value): return try await setTrack(endpoint, value, within: limit)
            case .persistReadOnly(let isOn): return try await persist(isOn, within: limit)
            case .fence: return try await fence(FenceOrder.fence, within: limit)
            case .unfence: return try await fence(FenceOrder.unfence, within: limit)
            case .copyData(let order): return try await load(order, within: limit)
            case .run(let command): return try await run(command, within: limit)
            }
        } catch {
            if error.kind == .connectionLost { await dropHost() }
            let effect: ActionFailure.Effect = error.effect == .none ? .none : .unknown
            return .failed(ActionFailure("\(member.name): \(error.message)", effect: effect))
        }
    }

    private func take(_ endpoint: VirtualAddress, within limit: Duration) async throws(SSHFailure) -> Answer {
        if let waiting = waiting.removeValue(forKey: endpoint) {
            keep(waiting.command, announcing: endpoint)
            if try await release(waiting, within: limit) { return .done(try await taken(endpoint, within: limit)) }
        }
        let answer = try await change(AddressOrders(endpoint, tools: tools).take, within: limit)
        if case .done = answer { try await announce(endpoint, within: limit) }
        return answer
    }

    private func setTrack(_ endpoint: VirtualAddress, _ value: Int, within limit: Duration) async throws(SSHFailure)
        -> Answer
    {
        guard let order = TrackFileOrder(endpoint) else { return .done([]) }
        let early = waiting.removeValue(forKey: endpoint)
        let waiting = if let early { early } else { try await standing(order.errand, within: limit) }
        guard let waiting else {
            return .failed(
                ActionFailure(
                    "\(member.name): its host lets nobody write \(endpoint.trackFile ?? ""): install the lines that `hactl sudoers` prints",
                    effect: .none))
        }
        let until = waiting.ready.release(waited: SystemClock.uptime() - waiting.since, allowance: limit)
        for line in [String(until.dropLast()), String(value)] { try await waiting.command.write(line, within: limit) }
        let result = try await waiting.command.finish(within: limit)
        return observations(ofTrackIn: result.outputText).map(Answer.done) ?? refused(result)
    }

    /// "taken" is the kernel's own answer to the command, so no look is spent on it in the freeze: what was held before,
    /// and this.
    private func taken(_ endpoint: VirtualAddress, within limit: Duration) async throws(SSHFailure) -> [Observation] {
        guard let before = heldAddresses else { return try await addresses(within: limit) }
        let held = HeldAddress(address: endpoint.address, prefix: endpoint.prefix, interface: endpoint.interface)
        let after = before.contains(held) ? before : before + [held]
        heldAddresses = after
        return [.addresses(member.name, after)]
    }

    /// Whether the waiting command took the address. One whose time was over has done nothing.
    private func release(_ waiting: Waiting, within limit: Duration) async throws(SSHFailure) -> Bool {
        let line = waiting.ready.release(waited: SystemClock.uptime() - waiting.since, allowance: limit)
        try await waiting.command.write(String(line.dropLast()), within: limit)
        while let line = try await waiting.command.readLine(within: limit) {
            switch StandingTake.reply(in: line) {
            case .taken?: return true
            case .late?: return false
            case .ready?, nil: continue
            }
        }
        return false
    }

    /// An announcement takes its time to leave the new holder, and "taken" is said before. Packets that still come here
    /// would vanish with the address: clients send a lost one again after 0.2 or 1 s. Who can't be asked keeps nobody
    /// waiting, and an announcement that the network ignores no longer than until its second copy was sent.
    private func waitUntilTheNetworkLeadsElsewhere(_ endpoint: VirtualAddress) async {
        guard let identity else { return }
        let link = EndpointLink(of: cluster, secrets: secrets)
        let start = ContinuousClock.now
        while .now - start < .milliseconds(1_500) {
            let seen = await link.ask(endpoint.endpoint, asMember: member.name, within: .milliseconds(300))
            guard case .endpoint(_, .seen(let facts))? = seen.first, facts.identity == identity else { return }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    private func change(_ errand: Errand, within limit: Duration) async throws(SSHFailure) -> Answer {
        let result = try await host(within: limit).run(HostCommand(errand), within: limit)
        switch OrderOutcome.ofAddressOrder(exit: result.exitCode, errors: result.errorText) {
        case .done, .nothingToDo: return .done(try await addresses(within: limit))
        case .refused(let reason): return .failed(ActionFailure("\(member.name): \(reason)", effect: .none))
        }
    }

    /// Begins to announce, and does not wait: the packets leave at once, the command ends seconds later.
    private func announce(_ endpoint: VirtualAddress, within limit: Duration) async throws(SSHFailure) {
        let errand = AddressOrders(endpoint, tools: tools).announce
        keep(try await host(within: limit).open(HostCommand(errand), within: limit), announcing: endpoint)
    }

    /// The one before has long ended, and lets its channel go: a watch takes the same address again and again on one session, and sshd
    /// allows ten channels (sshd_config(5), MaxSessions). Nobody waits for that: writes may be frozen.
    private func keep(_ command: any OpenCommand, announcing endpoint: VirtualAddress) {
        guard let former = announcements.updateValue(command, forKey: endpoint) else { return }
        Task { await former.close() }
    }

    private func persist(_ isOn: Bool, within limit: Duration) async throws(SSHFailure) -> Answer {
        let errand = isOn ? PersistReadOnlyOrder.on : PersistReadOnlyOrder.off
        let result = try await host(within: limit).run(HostCommand(errand), within: limit)
        guard result.isSuccess else { return refused(result) }
        return .done(await lookAtHost(.host(member.name), within: limit))
    }

    private func fence(_ errand: Errand, within limit: Duration) async throws(SSHFailure) -> Answer {
        let result = try await host(within: limit).run(HostCommand(errand), within: limit)
        guard result.isSuccess else {
            let words = "\(result.errorText.firstLine) (\(result.exit))"
            return .failed(ActionFailure("\(member.name): \(words)", effect: .unknown))
        }
        return .done(await lookAtHost(.daemon(member.name), within: limit))
    }

    private func run(_ command: CustomCommand, within limit: Duration) async throws(SSHFailure) -> Answer {
        let result = try await host(within: limit).run(HostCommand(command), within: min(limit, command.timeout))
        guard result.isSuccess else {
            let words = "'\(command.arguments[0])' ended with \(result.exit): \(result.errorText.firstLine)"
            return .failed(ActionFailure("\(member.name): \(words)", effect: .unknown))
        }
        return .done(CommandLedger.entries(for: command))
    }

    private func refused(_ result: CommandResult) -> Answer {
        .failed(ActionFailure("\(member.name): \(result.errorText.firstLine) (\(result.exit))", effect: .none))
    }
}

extension HostCommand {
    init(_ errand: Errand) {
        self.init(errand.arguments, asRoot: errand.asRoot, input: Array((errand.input ?? "").utf8))
    }

    /// env(1) hands the variables over: sshd takes none that it is not told to accept. As root there are none: sudo resets
    /// the environment, and a rule allows the command itself, not env.
    init(_ command: CustomCommand) {
        let variables = command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        self.init(
            command.asRoot ? command.arguments : ["env"] + variables + command.arguments, asRoot: command.asRoot)
    }
}

extension CommandResult {
    var exitCode: Int32 {
        if case .status(let status) = exit { return Int32(status) }
        return -1
    }
}

extension String {
    var firstLine: String { split(separator: "\n").first.map(String.init) ?? "it said nothing" }
}
