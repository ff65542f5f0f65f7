import HactlModel
import HactlPlan

/// Servers without GTIDs. What a replica applies twice, or skips, is a violation at the moment when it shows.
extension SimulatedCluster {
    /// Gives every server without GTIDs a log, and every replica its place in its source's.
    mutating func openLogs() {
        for (number, name) in servers.keys.sorted().enumerated() {
            guard let server = servers[name], server.facts.countsByPlace else { continue }
            var log = SimulatedLog(of: server.facts.identity.uuid, from: UInt64(number + 1) * 100)
            server.applied.each.forEach { log.append($0) }
            servers[name]?.log = log
        }
        for name in servers.keys.sorted() { placeCursor(of: name) }
    }

    private mutating func placeCursor(of name: MemberName) {
        guard let server = servers[name], server.log != nil, let channel = server.facts.channels.first,
            let source = servers.values.first(where: { channel.places?.read.log == $0.log?.owner }),
            let log = source.log
        else { return }
        servers[name]?.cursor = SimulatedCursor(
            source: source.name, read: log.base + UInt64(server.held.count),
            executed: log.base + UInt64(server.applied.count))
    }

    /// What of that which a survivor has received came whole. Where its applier waits for more, the tail is the beginning of
    /// a transaction, or applied and not written down yet: as far as the furthest of all has executed, it is taken for whole.
    static func whole(_ name: MemberName, in facts: Facts, among names: [MemberName]) -> TransactionSet? {
        guard let instance = facts.instance(name) else { return nil }
        guard instance.countsByPlace, let places = instance.places, places.isIdle else { return instance.held }
        let most = names.compactMap { facts.instance($0)?.places?.executed }.reduce(places.executed) { most, other in
            other.contains(most).isYes ? other : most
        }
        return places.read.contains(most).isYes ? most : places.read
    }

    /// Receives to the end of its source's log, and applies what lies between its two places.
    mutating func replicateByPlace(to name: MemberName, applying: Bool) {
        // No copy of the whole server: its log would be copied with every transaction.
        guard servers[name]?.isUp == true, var cursor = servers[name]?.cursor,
            let channel = servers[name]?.facts.channels.first, let isUp = servers[cursor.source]?.isUp,
            let log = servers[cursor.source]?.log
        else { return }
        if channel.receiver == .running, isUp { cursor.read = max(cursor.read, log.end) }
        for position in min(cursor.executed, cursor.read)..<cursor.read {
            let received = servers[name]?.received ?? MySQLGTIDSet()
            servers[name]?.received = received.union(log[position])
        }
        remember(name)
        if applying, channel.applier == .running {
            while cursor.executed < cursor.read {
                apply(log[cursor.executed], on: name)
                cursor.executed += 1
            }
        }
        servers[name]?.cursor = cursor
        if cursor.executed == log.end { compare(name, with: cursor.source) }
    }

    private mutating func apply(_ transaction: MySQLGTIDSet, on name: MemberName) {
        guard let applied = servers[name]?.applied else { return }
        if transaction.subtracting(applied).isEmpty { violate("\(name) applied a transaction twice") }
        servers[name]?.applied = applied.union(transaction)
        servers[name]?.log?.append(transaction)
    }

    private mutating func compare(_ name: MemberName, with source: MemberName) {
        // Who has just taken over still has its channel to the one before it.
        guard let mine = servers[name]?.applied, let theirs = servers[source]?.applied,
            servers[name]?.isWritable == false, servers[name]?.facts.channels.first?.applier == .running
        else { return }
        if mine == theirs { return }
        let skipped = theirs.subtracting(mine).count
        if skipped > 0 { violate("\(name) follows \(source) to its end and has skipped \(skipped) transactions") }
        let extra = mine.subtracting(theirs).count
        if extra > 0, servers[source]?.isWritable == true {
            violate("\(name) follows \(source) to its end and has \(extra) transactions that it lacks")
        }
    }

    /// `nil` where the server can't go there: it would stop with error 1236.
    mutating func point(_ name: MemberName, at settings: SourceSettings) -> String? {
        guard servers[name]?.log != nil else { return nil }
        guard case .place(.file(let owner, _, let position)) = settings.position else {
            return "\(name) can't follow by GTID (simulated)"
        }
        guard let source = server(at: settings.source), let log = source.log else { return nil }
        if owner != log.owner || !log.has(position) {
            violate("\(name) was pointed at a place that the log of \(source.name) does not have")
            return "there is no such place in the log of \(source.name) (simulated)"
        }
        servers[name]?.cursor = SimulatedCursor(source: source.name, read: position, executed: position)
        return nil
    }

    /// What a replica says of itself.
    func places(of name: MemberName) -> SourcePlaces? {
        guard let cursor = servers[name]?.cursor, let log = servers[cursor.source]?.log else { return nil }
        return SourcePlaces(
            read: log.place(at: cursor.read), executed: log.place(at: cursor.executed),
            isIdle: cursor.read == cursor.executed)
    }

    /// What a server looks like from outside.
    func sight(of name: MemberName) -> Sight<InstanceFacts> {
        guard let server = servers[name] else { return MemberFacts.unseen.instance }
        guard case .seen(var facts) = server.instance, server.log != nil else { return server.instance }
        for index in facts.channels.indices { facts.channels[index].places = places(of: name) }
        return .seen(facts)
    }

    func channels(of name: MemberName) -> [ReplicationChannel] { sight(of: name).value?.channels ?? [] }

    /// The answer to a wait: where the server's own log stands, if nobody can write to it.
    func reached(_ end: TransactionSet, on name: MemberName) -> [Observation]? {
        guard let places = places(of: name), let log = servers[name]?.log, places.executed.contains(end).isYes else {
            return nil
        }
        let isClosed = servers[name]?.facts.writability.isClosed == true
        return isClosed ? [.handover(name, Handover(from: places.executed, to: log.place))] : []
    }
}

extension MySQLGTIDSet {
    /// One by one, in order.
    fileprivate var each: [MySQLGTIDSet] {
        (1...max(1, Int(count))).map { MySQLGTIDSet.simulated($0) }.filter { $0.subtracting(self).isEmpty }
    }
}
