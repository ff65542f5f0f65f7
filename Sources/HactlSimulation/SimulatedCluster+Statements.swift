import HactlModel
import HactlPlan
import HactlRun

extension SimulatedCluster {
    /// Does what a verb says, and answers as a server would.
    mutating func perform(_ action: Action) -> Answer {
        switch action {
        case .sql(let name, let statement):
            guard servers[name]?.isUp == true else {
                return .failed(ActionFailure("\(name) refuses the connection (simulated)", effect: .none))
            }
            return perform(statement, on: name)
        case .host(let name, let order): return perform(order, on: name)
        case .proxy(let name, let order): return perform(order, at: name)
        case .local(let command):
            if let name = servers.keys.first(where: { Fence.label(of: $0) == command.label }) { loseHost(name) }
            return note(command.label)
        }
    }

    private mutating func perform(_ statement: Statement, on name: MemberName) -> Answer {
        switch statement {
        case .close:
            setReadOnly(name, true)
            return seal(name)
        case .restore(let writability):
            servers[name]?.facts.writability.readOnly = writability.readOnly
            servers[name]?.facts.writability.superReadOnly = writability.superReadOnly
            sealed.remove(name)
            return seen(name)
        case .unseal:
            sealed.remove(name)
            return .done([.undone("sealed:\(name)")])
        case .open: return open(name)
        case .endSessions(let ids):
            servers[name]?.facts.activity.sessions.removeAll { ids.contains($0.id) }
            return seen(name, sessions: true)
        case .awaitTransactions(let set, _): return catchUp(name, to: set)
        case .awaitEnd(let set, _): return catchUp(name, to: set, showingPlace: true)
        case .readTransactions: return still(name)
        case .persistReadOnly(let value):
            servers[name]?.facts.writability.persistedReadOnly = value
            return .done([.writability(name, servers[name]?.facts.writability ?? Writability(readOnly: true))])
        case .writeMarker(let run):
            write(on: name, acknowledged: false)
            ledger.insert("marker:\(run)")
            return .done([.done("marker:\(run)")] + executed(name))
        case .custom(let custom): return note(custom.label)
        case .prepareCopy:
            servers[name]?.data.isReady = true
            return .done(servers[name].map { [.data(name, $0.data)] } ?? [])
        case .copyData(let order): return beginCopy(order, on: name)
        case .startReplication, .stopReplication, .follow, .forgetSource, .stopReceiving, .startApplying:
            return replicate(statement, on: name)
        case .disableEvents, .enableEvents, .semiSync: return configure(statement, on: name)
        }
    }

    private mutating func open(_ name: MemberName) -> Answer {
        let others = servers.values.filter { $0.name != name && $0.isWritable }
        if !others.isEmpty { violate("\(name) was opened while \(others[0].name) takes writes") }
        // What a closed server takes after the last look at it can't be known, only found afterwards.
        let lost = lost(on: name).subtracting(unfenced)
        if !lost.isEmpty { violate("\(name) was opened without \(lost.count) acknowledged writes") }
        setReadOnly(name, false)
        return seen(name)
    }

    private mutating func catchUp(
        _ name: MemberName, to set: TransactionSet, showingPlace: Bool = false
    ) -> Answer {
        replicate(to: name)
        if servers[name]?.log != nil {
            guard let place = reached(set, on: name) else {
                return .failed(ActionFailure("\(name) did not catch up in time", effect: .none))
            }
            return .done(executed(name) + (showingPlace ? place : []))
        }
        guard let applied = servers[name]?.applied else { return .done([]) }
        let answer = executed(name)
        return TransactionSet.gtids(applied).contains(set).isYes
            ? .done(answer) : .failed(ActionFailure("\(name) did not catch up in time", effect: .none))
    }

    private mutating func replicate(_ statement: Statement, on name: MemberName) -> Answer {
        switch statement {
        case .stopReceiving: setReceiver(name, .stopped(error: ""))
        case .startApplying: setApplier(name, .running)
        case .startReplication: setThreads(name, running: true)
        case .stopReplication: setThreads(name, running: false)
        case .follow(let settings):
            // "This operation cannot be performed with a running replica" (3021).
            if servers[name]?.facts.channels.contains(where: \.isRunning) == true {
                return .failed(ActionFailure("\(name) follows a source already (simulated)", effect: .none))
            }
            if let failure = point(name, at: settings) { return .failed(ActionFailure(failure, effect: .none)) }
            sealed.remove(name)
            let identity = server(at: settings.source)?.facts.identity.uuid
            // Whatever of the relay log is not applied is thrown away.
            servers[name]?.received = MySQLGTIDSet()
            servers[name]?.facts.channels = [
                ReplicationChannel(
                    name: settings.channel, source: settings.source, sourceIdentity: identity,
                    receiver: .stopped(error: ""), applier: .stopped(error: ""), received: .gtids(MySQLGTIDSet()))
            ]
        case .forgetSource:
            servers[name]?.received = MySQLGTIDSet()
            servers[name]?.cursor = nil
            servers[name]?.facts.channels = []
        default: break
        }
        let isUnsealed = if case .follow = statement { true } else { false }
        return .done(
            [.channels(name, channels(of: name))] + (isUnsealed ? [.undone("sealed:\(name)")] : []))
    }

    private mutating func configure(_ statement: Statement, on name: MemberName) -> Answer {
        switch statement {
        case .disableEvents(let events): setEvents(events, on: name, to: .disabledOnReplica)
        case .enableEvents(let events): setEvents(events, on: name, to: .enabled)
        case .semiSync(let source, let replica):
            servers[name]?.facts.semiSync?.sourceEnabled = source
            servers[name]?.facts.semiSync?.replicaEnabled = replica
        default: break
        }
        guard let facts = servers[name]?.facts else { return .done([]) }
        return .done([.events(name, facts.events)] + (facts.semiSync.map { [.semiSync(name, $0)] } ?? []))
    }

    private mutating func perform(_ order: HostOrder, on name: MemberName) -> Answer {
        switch order {
        case .takeAddress(let endpoint):
            let held = HeldAddress(
                address: endpoint.address, prefix: endpoint.prefix, interface: endpoint.interface)
            if servers[name]?.addresses.contains(held) == false { servers[name]?.addresses.append(held) }
        case .dropAddress(let endpoint):
            servers[name]?.addresses.removeAll { $0.address == endpoint.address }
        case .announce: break
        case .setTrack(_, let value): return setTrack(of: name, to: value)
        case .persistReadOnly(let value): servers[name]?.host.optionFileReadOnly = value
        case .fence:
            crash(name)
            servers[name]?.host.daemon.isFenced = true
            let isStuck = servers[name]?.isStuck == true
            servers[name]?.host.daemon.closedPorts = isStuck ? [3306] : []
        case .unfence:
            servers[name]?.host.daemon.isFenced = false
            servers[name]?.host.daemon.closedPorts = []
            servers[name]?.host.optionFileReadOnly = true
            restart(name)
        case .copyData(let order):
            guard servers[name]?.isUp == true else {
                return .failed(ActionFailure("the server of \(name) does not answer (simulated)", effect: .none))
            }
            return beginCopy(order, on: name)
        case .run(let command): return note(command.label)
        }
        let host = servers[name].map { [Observation.host(name, $0.hostSight)] } ?? []
        return .done(host)
    }

    /// A command is what its label says; its undo takes the entry back.
    private mutating func note(_ label: String) -> Answer {
        if label.hasSuffix("/undo") {
            let entry = String(label.dropLast("/undo".count))
            let undone = [entry, entry + "/command"].filter(ledger.contains)
            ledger.subtract(undone)
            return .done(undone.map(Observation.undone))
        }
        ledger.insert(label)
        return .done([.done(label)])
    }
}

extension SimulatedCluster {
    mutating func setReadOnly(_ name: MemberName, _ value: Bool) {
        servers[name]?.facts.writability.readOnly = value
        if servers[name]?.facts.writability.superReadOnly != nil {
            servers[name]?.facts.writability.superReadOnly = value
        }
    }

    private mutating func setThreads(_ name: MemberName, running: Bool) {
        setReceiver(name, running ? .running : .stopped(error: ""))
        setApplier(name, running ? .running : .stopped(error: ""))
    }

    private mutating func setReceiver(_ name: MemberName, _ state: ThreadState) {
        for index in servers[name]?.facts.channels.indices ?? 0..<0 {
            servers[name]?.facts.channels[index].receiver = state
        }
    }

    private mutating func setApplier(_ name: MemberName, _ state: ThreadState) {
        for index in servers[name]?.facts.channels.indices ?? 0..<0 {
            servers[name]?.facts.channels[index].applier = state
        }
    }

    private mutating func setEvents(
        _ events: [ScheduledEvent], on name: MemberName, to status: ScheduledEvent.Status
    ) {
        for index in servers[name]?.facts.events.events.indices ?? 0..<0 {
            guard let event = servers[name]?.facts.events.events[index] else { continue }
            if events.contains(where: { $0.schema == event.schema && $0.name == event.name }) {
                servers[name]?.facts.events.events[index].status = status
            }
        }
    }

    /// As MariaDB from 10.4.1 on does.
    private mutating func seal(_ name: MemberName) -> Answer {
        guard case .done(let seen) = seen(name, sessions: true), let facts = servers[name]?.facts else {
            return .done([])
        }
        let canSeal = facts.identity.flavour == .mariadb && facts.identity.version >= ServerVersion(10, 4, 1)
        if canSeal { sealed.insert(name) }
        return .done(seen + (canSeal ? [.done("sealed:\(name)")] : []))
    }

    private func still(_ name: MemberName) -> Answer {
        guard case .done(let seen) = seen(name), let server = servers[name] else { return .done([]) }
        let privileged = server.facts.activity.sessions.filter(\.ignoresReadOnly)
        return .done(seen + [.sessions(name, privileged), .done("still:\(name)")])
    }

    private func executed(_ name: MemberName) -> [Observation] {
        guard let server = servers[name] else { return [] }
        guard let log = server.log else { return [.executed(name, .gtids(server.applied))] }
        return [.executed(name, log.place), .channels(name, channels(of: name))]
    }

    private func seen(_ name: MemberName, sessions: Bool = false) -> Answer {
        guard let server = servers[name] else { return .done([]) }
        let left: [Observation] = sessions ? [.sessions(name, server.facts.activity.sessions)] : []
        return .done([.writability(name, server.facts.writability)] + executed(name) + left)
    }
}
