import HactlModel
import HactlPlan

/// A cluster of values that understands the verbs. Clients write through the writer VIP at every tick, so that an
/// order that is lost, or taken twice, is seen.
package struct SimulatedCluster: Equatable, Sendable {
    package var servers: [MemberName: SimulatedServer]
    package var vip: String?
    /// The same where keepalived carries it.
    private(set) var vrrp: VirtualAddress?
    /// Transactions that clients were told are safe.
    package var acknowledged = MySQLGTIDSet()
    /// Those of them that a server took although it was closed.
    package private(set) var unfenced = MySQLGTIDSet()
    /// Of whom nobody expects anything any more: the dead primary of a failover.
    private var mourned: MemberName?
    /// A former primary that is back and was found writable beside the new one, as long as it was not closed.
    private var intruder: MemberName?
    /// The same, closed or not: clients have long gone elsewhere.
    private var former: MemberName?
    /// What the others have had, at any time.
    private var survivable = MySQLGTIDSet()
    /// What must never happen, and did.
    package var violations: [String] = []
    package var ledger: Set<String> = []
    /// Where a session of hactl keeps everybody from committing.
    var sealed: Set<MemberName> = []
    /// What the proxies say. Their files are prepared and kept, and nobody reloads them.
    var proxies: [ProxyName: ProxyFacts] = [:]
    /// What lies prepared beside their files.
    var pendingEdits: [ProxyName: FileEdit] = [:]
    /// What lies beside them since the others took their place.
    var replacedFiles: [ProxyName: ProxyFile] = [:]
    private(set) var routes: [ProxyName: SimulatedRoute] = [:]
    /// How many copies were begun.
    var copies = 0
    /// What the servers' clocks say; `nil` where only one run goes on: then whatever begins, begins later than all before.
    var clock: Moment?
    /// When clients are told that a write is safe.
    package var promise = Promise.atOnce
    /// Writes that wait for a replica, by the server on which they wait.
    var waiting: [MemberName: MySQLGTIDSet] = [:]
    /// What clients were told is safe by a server that waited for nobody: a failover does not answer for these.
    package var promisedAlone = MySQLGTIDSet()
    /// Pairs of members between which nothing goes through.
    package var cuts: Set<MemberPair> = []
    private(set) var lastTransaction = 1

    /// A cluster as it was seen: who follows whom, who is writable, who holds the address.
    package init(seen facts: Facts, cluster: Cluster) {
        vip = cluster.writer?.address
        vrrp = cluster.writer.flatMap { $0.trackFile == nil ? nil : $0 }
        servers = [:]
        for member in cluster.members {
            guard let instance = facts.instance(member.name) else { continue }
            let host = facts.host(member.name) ?? HostFacts()
            servers[member.name] = SimulatedServer(
                name: member.name, address: member.address, facts: instance, addresses: host.addresses, host: host,
                applied: .simulated(1))
            if let data = facts.members[member.name]?.data { servers[member.name]?.data = data }
            if let copy = facts.members[member.name]?.copy { servers[member.name]?.copy = copy }
        }
        proxies = facts.proxies.compactMapValues(\.value)
        for proxy in cluster.proxies { routes[proxy.name] = SimulatedRoute(proxy) }
        openLogs()
    }

    /// The same with a member that is to be rebuilt: what nobody else has of it, if anything, it has here too.
    package init(seen facts: Facts, cluster: Cluster, rebuilding lost: MemberName, below primary: MemberName) {
        self.init(seen: facts, cluster: cluster, fenced: lost)
        if facts.strays(on: lost, lackedBy: primary) != nil {
            servers[lost]?.applied = MySQLGTIDSet.simulated(1).union(.simulated(777))
        }
    }

    /// The same without its primary, which is as dead as it was seen to be and could come back writable.
    package init(seen facts: Facts, cluster: Cluster, without primary: MemberName) {
        self.init(seen: facts, cluster: cluster)
        let template = servers.values.min { $0.name < $1.name }
        if servers[primary] == nil, let template, let member = cluster.member(named: primary) {
            servers[primary] = .dead(member, like: template, host: facts.host(primary))
        }
        mourned = primary
        lastTransaction = 9
        servers[primary]?.applied = .simulated(upTo: 9)
        giveWhatWasReceived(facts, except: primary)
        openLogs()
        for name in servers.keys.sorted() { remember(name) }
        acknowledged = survivable
    }

    /// The same with a former primary that may be fenced, and has nothing that the others lack.
    package init(seen facts: Facts, cluster: Cluster, fenced former: MemberName) {
        self.init(seen: facts, cluster: cluster)
        (intruder, self.former) = (former, former)
        guard servers[former] == nil, let template = servers.values.min(by: { $0.name < $1.name }),
            let member = cluster.member(named: former)
        else { return }
        servers[former] = .dead(member, like: template, host: facts.host(former))
        servers[former]?.applied = .simulated(1)
    }

    /// A failover answers for what a survivor has had, and for nothing that only the dead one knows.
    mutating func remember(_ name: MemberName) {
        if let server = servers[name], name != mourned { survivable = survivable.union(server.held) }
    }

    /// The order of what the survivors really have, in small numbers: who has more, has more here. What is received and
    /// not applied there, is so here.
    private mutating func giveWhatWasReceived(_ facts: Facts, except primary: MemberName) {
        let names = servers.keys.sorted().filter { $0 != primary }
        for name in names {
            guard let held = Self.whole(name, in: facts, among: names) else { continue }
            let behind = names.count { other in
                guard let theirs = Self.whole(other, in: facts, among: names) else { return false }
                return !held.contains(theirs).isYes
            }
            let most = 4 - min(behind, 3)
            servers[name]?.received = .simulated(upTo: most)
            servers[name]?.applied = .simulated(upTo: facts.instance(name)?.isUpToDate == true ? most : 1)
        }
    }

    /// How far a simulated host gets to another one.
    func way(to goal: MemberName, from start: MemberName) -> Sight<WayFacts> {
        guard let here = servers[start], here.isHostUp else {
            return .unseen(Unreachable(.timedOut, detail: "simulated loss of its host"))
        }
        guard let there = servers[goal], there.isHostUp, !isCut(goal, from: start) else {
            return .seen(WayFacts(server: .silent, host: .silent))
        }
        return .seen(WayFacts(server: there.door, host: .answers))
    }

    /// All that a server has written, as a host finds it in its log.
    func logTail(of name: MemberName) -> Sight<LogTail> {
        guard let server = servers[name], server.isHostUp else {
            return .unseen(Unreachable(.timedOut, detail: "simulated loss of its host"))
        }
        return .seen(LogTail(end: "binlog.000001:1000", bytes: 1000, mysql: server.applied))
    }

    package var facts: Facts {
        Facts(
            members: servers.mapValues {
                MemberFacts(instance: sight(of: $0.name), host: $0.hostSight, data: $0.data, copy: $0.copy)
            }, proxies: proxies.mapValues { .seen($0) }, ledger: ledger)
    }

    /// A moment passes: clients write, replicas receive.
    package mutating func tick() {
        moveTrackedAddress()
        if let intruder, servers[intruder]?.isUp == true, servers[intruder]?.isWritable == false { self.intruder = nil }
        let writers = servers.values.filter(\.isWritable).map(\.name).filter { $0 != intruder }.sorted()
        if writers.count > 1 { violate("two servers take writes: \(writers.map(\.text).joined(separator: ", "))") }
        for name in servers.keys.sorted() where takesClientWrites(name) { takeClientWrite(on: name) }
        copyOn()
        for name in servers.keys.sorted() { replicate(to: name, applying: servers[name]?.isSlow == false) }
        if promise == .onceReceived { answerWhoeverWaits() }
    }

    private func takesClientWrites(_ name: MemberName) -> Bool {
        guard let server = servers[name], server.isUp, holdsVIP(server), name != former else { return false }
        return server.isWritable
            || (!sealed.contains(name) && server.facts.activity.sessions.contains { $0.ignoresReadOnly })
    }

    private func isLedTo(_ server: SimulatedServer) -> Bool {
        proxies.values.contains { $0.server(at: server.address)?.isOpen == true }
    }

    /// Without a VIP clients know the writer by themselves.
    private func holdsVIP(_ server: SimulatedServer) -> Bool {
        isLedTo(server)
            || vip.map { address in server.addresses.contains { $0.address == address } } ?? server.isWritable
    }

    package mutating func write(on name: MemberName, acknowledged isAcknowledged: Bool) {
        lastTransaction += 1
        let transaction = MySQLGTIDSet.simulated(lastTransaction)
        if let server = servers[name] { servers[name]?.applied = server.applied.union(transaction) }
        servers[name]?.log?.append(transaction)
        remember(name)
        if isAcknowledged { acknowledged = acknowledged.union(transaction) }
        if servers[name]?.isWritable == false { unfenced = unfenced.union(transaction) }
    }

    /// Receives all that its source has, and applies what it has received.
    package mutating func replicate(to name: MemberName, applying: Bool = true) {
        if servers[name]?.log != nil, servers[name]?.copying == nil {
            return replicateByPlace(to: name, applying: applying)
        }
        guard let replica = servers[name], replica.isUp, replica.copying == nil else { return }
        for channel in replica.facts.channels {
            if channel.receiver == .running, let source = server(at: channel.source), source.isUp,
                !isCut(source.name, from: name)
            {
                servers[name]?.received = replica.held.union(source.applied)
            }
            remember(name)
            // Where nobody can commit, the applier can't either.
            if applying, channel.applier == .running, !sealed.contains(name) {
                let held = servers[name]?.held ?? replica.applied
                servers[name]?.applied = held
            }
        }
    }

    package func server(at address: InstanceAddress) -> SimulatedServer? {
        servers.values.first { $0.address == address }
    }

    package mutating func crash(_ name: MemberName) {
        breakCopy(on: name)
        waiting[name] = nil
        servers[name]?.isUp = false
        servers[name]?.isFrozen = false
        sealed.remove(name)
    }

    package mutating func loseHost(_ name: MemberName) {
        crash(name)
        servers[name]?.isHostUp = false
    }

    /// A client that may ignore read_only comes to the primary, as long as it is no replica yet, and is told that its
    /// write is safe.
    package mutating func writeWithPrivilege(on name: MemberName) {
        guard let server = servers[name], server.isUp, server.facts.channels.isEmpty else { return }
        guard server.facts.writability.superReadOnly == nil, !sealed.contains(name) else { return }
        servers[name]?.facts.activity.sessions.append(
            Session(id: 900, user: "root", host: "localhost", ignoresReadOnly: true))
        write(on: name, acknowledged: true)
    }

    /// A server comes back as its settings say; one that waited for a disk has got it.
    package mutating func restart(_ name: MemberName) {
        servers[name]?.isStuck = false
        servers[name]?.isFrozen = false
        guard let server = servers[name], !server.isUp, server.isHostUp, !server.isFenced else { return }
        let readOnly = server.facts.writability.persistedReadOnly ?? server.host.optionFileReadOnly ?? false
        servers[name]?.isUp = true
        servers[name]?.log?.file += 1
        servers[name]?.facts.writability.readOnly = readOnly
        if servers[name]?.facts.writability.superReadOnly != nil {
            servers[name]?.facts.writability.superReadOnly = readOnly
        }
    }

    package mutating func violate(_ sentence: String) {
        if !violations.contains(sentence) { violations.append(sentence) }
    }

    /// What was acknowledged and is not on a server.
    package func lost(on name: MemberName) -> MySQLGTIDSet {
        let lost = acknowledged.subtracting(servers[name]?.applied ?? MySQLGTIDSet())
        return mourned == nil ? lost : lost.subtracting(acknowledged.subtracting(survivable))
    }
}
