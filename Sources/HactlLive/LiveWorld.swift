import HactlModel
import HactlMySQL
import HactlPlan
import HactlRun

/// The door to real servers: a link to each member, all of them asked at once.
package struct LiveWorld: World {
    package let cluster: Cluster
    private let links: [MemberName: Link]
    private let proxies: [ProxyName: any ProxyLink]
    private let endpoint: EndpointLink

    package init(to cluster: Cluster, secrets: SecretBook) {
        self.cluster = cluster
        let links = cluster.members.map { Link(to: $0, of: cluster, secrets: secrets) }
        self.links = Dictionary(links.map { ($0.member.name, $0) }) { first, _ in first }
        let proxies = cluster.proxies.map { ($0.name, $0.link(limits: cluster.limits, secrets: secrets)) }
        self.proxies = Dictionary(proxies) { first, _ in first }.compactMapValues(\.self)
        endpoint = EndpointLink(of: cluster, secrets: secrets)
    }

    package var allLinks: [Link] { cluster.members.compactMap { links[$0.name] } }

    package func now() async -> Moment { SystemClock.now() }
    package func uptime() async -> Duration { SystemClock.uptime() }

    package func pause(_ span: Duration) async { try? await Task.sleep(for: span) }

    /// Begins to log in everywhere, and waits for nobody: the next look finds it done, or goes on with it.
    package func warmUp() {
        for link in allLinks {
            Task { _ = try? await link.sql(within: cluster.limits.look) }
            Task { _ = try? await link.host(within: cluster.limits.look) }
        }
        for proxy in proxies.values { Task { await proxy.warmUp() } }
    }

    /// Everything there is to see of the whole cluster.
    package func lookAround() async -> Facts {
        var facts = Facts()
        let probes = cluster.members.flatMap { [Probe.instance($0.name), .host($0.name)] }
        let all = probes + cluster.proxies.map { .proxy($0.name) }
        facts.absorb(await look(at: all, within: cluster.limits.look))
        return facts
    }

    /// The same, and what everybody keeps: what a rebuild asks for beside.
    package func lookAroundForCopies() async -> Facts {
        var facts = await lookAround()
        let seen = cluster.members.map(\.name).filter { facts.instance($0) != nil }
        facts.absorb(await look(at: seen.flatMap { [Probe.data($0), .copy($0)] }, within: cluster.limits.look))
        return facts
    }

    /// No member waits for another, and nobody is waited for longer than the limit: what has not answered by then is
    /// unseen because it timed out.
    package func look(at probes: [Probe], within limit: Duration) async -> [Observation] {
        await withTaskGroup(of: [Observation].self) { group in
            for probe in probes {
                group.addTask { await look(at: probe, within: limit) }
            }
            var seen: [Observation] = []
            for await observations in group { seen += observations }
            return seen
        }
    }

    private func look(at probe: Probe, within limit: Duration) async -> [Observation] {
        switch probe {
        case .endpoint(let door, let member): return await ask(door, asMember: member, within: limit)
        case .command(let command, nil): return await LocalCommand.check(command)
        case .proxy(let name):
            guard let link = proxies[name] else { return [] }
            return [await link.look(within: limit)]
        case .host, .hostInHaste, .addresses, .daemon, .holders, .logTail, .command:
            return await link(of: probe)?.lookAtHost(probe, within: limit) ?? []
        case .way(let goal, _):
            guard let goal = cluster.member(named: goal) else { return [] }
            return await link(of: probe)?.knock(at: goal, within: limit) ?? []
        case .login(let source, _):
            guard let source = cluster.member(named: source) else { return [] }
            return await link(of: probe)?.tryLogin(to: source, within: limit) ?? []
        case .instance, .writability, .transactions, .channels, .activity, .events, .semiSync, .data, .copy, .logs:
            return await link(of: probe)?.look(at: probe, within: limit) ?? []
        }
    }

    private func ask(_ door: Endpoint, asMember name: MemberName, within limit: Duration) async -> [Observation] {
        guard let host = door.from else { return await endpoint.ask(door, asMember: name, within: limit) }
        return await links[host]?.ask(door, of: endpoint, asMember: name, within: limit) ?? []
    }

    private func link(of probe: Probe) -> Link? { probe.member.flatMap { links[$0] } }

    package func perform(_ action: Action, within limit: Duration) async -> Answer {
        switch action {
        case .sql(let name, let statement): await links[name]?.perform(statement, within: limit) ?? unknown(name)
        case .host(let name, let order): await links[name]?.perform(order, within: limit) ?? unknown(name)
        case .proxy(let name, let order):
            await proxies[name]?.perform(order, within: limit)
                ?? .failed(ActionFailure("\(name) is not in the inventory", effect: .none))
        case .local(let command): await LocalCommand.run(command, within: limit)
        }
    }

    private func unknown(_ name: MemberName) -> Answer {
        .failed(ActionFailure("\(name) is not in the inventory", effect: .none))
    }

    package func prepare(for actions: [Action]) async {
        await withTaskGroup { group in
            for link in allLinks {
                let orders = actions.compactMap { action -> HostOrder? in
                    guard case .host(link.member.name, let order) = action else { return nil }
                    return order
                }
                let statements = actions.compactMap { action -> Statement? in
                    guard case .sql(link.member.name, let statement) = action else { return nil }
                    return statement
                }
                group.addTask {
                    if !statements.isEmpty { await link.prepare(for: statements) }
                    if !orders.isEmpty { await link.prepare(for: orders) }
                }
            }
            for case .proxy(let name, let order) in actions {
                if let link = proxies[name] { group.addTask { await link.prepare(for: order) } }
            }
        }
    }

    /// hactl's own sessions, for the journal: a later run can end what this one left behind.
    package func sessions() async -> [MemberName: [UInt64]] {
        var sessions: [MemberName: [UInt64]] = [:]
        for link in allLinks { sessions[link.member.name] = await link.ownSessions.sorted() }
        return sessions
    }

    /// Ends what a run that died has left on the servers. Ids are used anew after a restart of a server, so only
    /// sessions of hactl's own account are ended.
    package func endLeftovers(_ sessions: [MemberName: [UInt64]]) async {
        await withTaskGroup { group in
            for link in allLinks {
                let left = sessions[link.member.name] ?? []
                group.addTask { for session in left { _ = await link.endLeftover(session) } }
            }
        }
    }

    /// Who holds the cluster's lock, on which members.
    package func lockHolders() async -> [MemberName: LockHolder] {
        var holders: [MemberName: LockHolder] = [:]
        for link in allLinks { holders[link.member.name] = await link.lockHolder() }
        return holders
    }

    /// Answers with words for what could not be ended.
    package func endLockHolders(_ holders: [MemberName: LockHolder]) async -> [String] {
        var left: [String] = []
        for (name, holder) in holders.sorted(by: { $0.key < $1.key }) {
            if let words = await links[name]?.endHolder(holder.connection) { left.append("\(name): \(words)") }
        }
        return left
    }

    package func close() async {
        await withTaskGroup { group in
            for link in allLinks { group.addTask { await link.close() } }
            for proxy in proxies.values { group.addTask { await proxy.close() } }
        }
    }
}
