/// Something to look at.
package enum Probe: Hashable, Sendable, Codable {
    /// Everything a server says of itself.
    case instance(MemberName)
    case writability(MemberName)
    case transactions(MemberName)
    case channels(MemberName)
    case activity(MemberName)
    case events(MemberName)
    case semiSync(MemberName)
    /// What a server keeps.
    case data(MemberName)
    /// How far a copy has come that is being made on a server.
    case copy(MemberName)
    /// The files of a server's binary log.
    case logs(MemberName)
    /// Everything a host says of itself.
    case host(MemberName)
    /// The same in a hurry: of what root may do there it asks only what a failover can't begin without.
    case hostInHaste(MemberName)
    case addresses(MemberName)
    /// The server's process, as its host sees it.
    case daemon(MemberName)
    /// Who answers at an endpoint.
    case endpoint(Endpoint, asMember: MemberName)
    /// Which hardware addresses answer for an address, asked from a member's host.
    case holders(VirtualAddress, from: MemberName)
    /// Whether a member lets the replication account in, tried from another one's host.
    case login(to: MemberName, from: MemberName)
    /// How far one member's host gets to another member.
    case way(to: MemberName, from: MemberName)
    /// What the log of a server that no longer runs holds after a place, read by its host.
    case logTail(of: MemberName, after: TransactionSet)
    /// Everything a proxy says of the ways on which it leads writes and reads.
    case proxy(ProxyName)
    /// A playbook's own check: it holds when the command ends with 0. On a member's host, or where hactl runs.
    case command(CustomCommand, on: MemberName?)

    /// The member whose connection it goes through.
    package var member: MemberName? {
        switch self {
        case .instance(let name), .writability(let name), .transactions(let name), .channels(let name),
            .activity(let name), .events(let name), .semiSync(let name), .data(let name), .copy(let name),
            .logs(let name), .host(let name), .hostInHaste(let name),
            .addresses(let name), .daemon(let name), .logTail(let name, _):
            name
        case .endpoint(_, let name), .holders(_, let name), .login(_, let name), .way(_, let name): name
        case .command(_, let name): name
        case .proxy: nil
        }
    }
}

/// Something seen: the answer to a probe, or what an action's own answer showed.
package enum Observation: Equatable, Sendable {
    case instance(MemberName, Sight<InstanceFacts>)
    case writability(MemberName, Writability)
    case executed(MemberName, TransactionSet)
    case channels(MemberName, [ReplicationChannel])
    case activity(MemberName, Activity)
    case sessions(MemberName, [Session])
    case events(MemberName, EventFacts)
    case semiSync(MemberName, SemiSyncFacts)
    case data(MemberName, DataFacts)
    case copy(MemberName, CopyFacts)
    /// Oldest first.
    case logs(MemberName, [BinlogFile])
    case host(MemberName, Sight<HostFacts>)
    case addresses(MemberName, [HeldAddress])
    case track(MemberName, TrackFacts)
    case daemon(MemberName, DaemonFacts)
    case endpoint(Endpoint, Sight<EndpointFacts>)
    case holders(String, Sight<[String]>)
    /// By the member from whose host it was tried; a login that was refused is unseen for its authentication.
    case login(MemberName, Sight<Bool>)
    case way(to: MemberName, from: MemberName, Sight<WayFacts>)
    case logTail(MemberName, Sight<LogTail>)
    case proxy(ProxyName, Sight<ProxyFacts>)
    /// Where a proxy leads writes now; what its file says was not asked.
    case proxyServers(ProxyName, [ProxyServer])
    /// Where those go on who have executed as much as a member that is closed.
    case handover(MemberName, Handover)
    /// An entry of the ledger: something was done that leaves nothing to see, or a custom check held.
    case done(String)
    case undone(String)
}

extension Facts {
    /// Puts what was seen in the place of what was known.
    package mutating func absorb(_ observations: [Observation]) {
        for observation in observations { absorb(observation) }
    }

    private mutating func absorb(_ observation: Observation) {
        switch observation {
        case .instance(let name, let sight): members[name, default: .unseen].instance = sight
        case .host(let name, let sight): members[name, default: .unseen].host = sight
        case .writability(let name, let value): change(name) { $0.writability = $0.writability.updated(by: value) }
        case .executed(let name, let set): change(name) { $0.transactions.executed = set }
        case .channels(let name, let channels): change(name) { $0.channels = channels }
        case .activity(let name, let activity): change(name) { $0.activity = activity }
        case .sessions(let name, let sessions): change(name) { $0.activity.sessions = sessions }
        case .events(let name, let events): change(name) { $0.events = events }
        case .semiSync(let name, let semiSync): change(name) { $0.semiSync = semiSync }
        case .data(let name, let data): members[name, default: .unseen].data = data
        case .copy(let name, let copy): members[name, default: .unseen].copy = copy
        case .logs(let name, let files): members[name, default: .unseen].logs = files
        case .addresses(let name, let addresses): changeHost(name) { $0.addresses = addresses }
        case .track(let name, let track): changeHost(name) { $0.track = $0.track?.updated(by: track) ?? track }
        case .daemon(let name, let daemon): changeHost(name) { $0.daemon = $0.daemon.updated(by: daemon) }
        case .endpoint(let door, let sight): endpoints[door] = sight
        case .holders(let address, let sight): holders[address] = sight
        case .login(let name, let sight): logins[name] = sight
        case .way(let goal, let start, let sight): ways[goal, default: [:]][start] = sight
        case .logTail(let name, let sight): logTails[name] = sight
        case .proxy(let name, let sight): proxies[name] = sight
        case .proxyServers(let name, let servers):
            guard case .seen(var facts)? = proxies[name] else { return }
            facts.servers = servers
            proxies[name] = .seen(facts)
        case .handover(let name, let handover): handovers[name] = handover
        case .done(let entry): ledger.insert(entry)
        case .undone(let entry): ledger.remove(entry)
        }
    }

    private mutating func change(_ name: MemberName, _ body: (inout InstanceFacts) -> Void) {
        guard var instance = instance(name) else { return }
        body(&instance)
        members[name]?.instance = .seen(instance)
    }

    private mutating func changeHost(_ name: MemberName, _ body: (inout HostFacts) -> Void) {
        guard var host = host(name) else { return }
        body(&host)
        members[name]?.host = .seen(host)
    }
}

extension Writability {
    /// A quick look doesn't ask what is persisted; what was known of it stays.
    fileprivate func updated(by newer: Writability) -> Writability {
        var result = newer
        result.persistedReadOnly = newer.persistedReadOnly ?? persistedReadOnly
        return result
    }
}

extension TrackFacts {
    /// A quick look doesn't read the configuration; what was known of it stays.
    fileprivate func updated(by newer: TrackFacts) -> TrackFacts {
        TrackFacts(value: newer.value, isNamed: newer.isNamed ?? isNamed)
    }
}

extension DaemonFacts {
    /// A quick look doesn't read the error log; what was known of it stays.
    fileprivate func updated(by newer: DaemonFacts) -> DaemonFacts {
        var result = newer
        result.lastWords = newer.lastWords.isEmpty ? lastWords : newer.lastWords
        return result
    }
}
