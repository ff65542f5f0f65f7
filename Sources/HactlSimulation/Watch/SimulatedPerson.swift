import HactlModel
import HactlPlan
import HactlRun

/// A person who finds a simulated cluster in disorder and puts it in order, one thing after the other: with hactl where hactl does that,
/// by hand where it leaves that to people. Whoever is at work already is not disturbed.
package struct SimulatedPerson: Sendable {
    private let site: SimulatedSite
    private let desk: SimulatedDesk

    package init(at site: SimulatedSite, playbooks: SimulatedPlaybooks) async {
        self.site = site
        desk = SimulatedDesk(
            site: site, machine: await site.start("desk"), shelf: RunShelf(), playbooks: playbooks,
            consent: .given(accepting: [NothingWanted.code]))
    }

    /// Does the next thing. Answers what was wrong; `nil` where nothing is.
    package func mend() async -> String? {
        guard let trouble = await site.trouble else { return nil }
        switch trouble {
        case .busy: break
        case .down(let name):
            await site.change {
                $0.powerOn(name); $0.thaw(name); $0.restart(name)
            }
        case .nobodyWrites(let name): await site.change { $0.openByHand(name) }
        case .dead: await report(await desk.run(.deadPrimary), "failover")
        case .outside(let name): await takeBack(name)
        case .addressAstray(let name): await site.change { $0.lead(to: name) }
        case .semiSync(let name): await site.change { $0.waitForReplicas(on: name) }
        case .behind, .severalWriters: break
        }
        return "\(trouble)"
    }

    private func takeBack(_ name: MemberName) async {
        let end = await desk.run(.returnedPrimary, to: name)
        await report(end, "rejoin")
        if !end.isWell { await report(await desk.run(.lostReplica, to: name), "rebuild") }
    }

    private func report(_ end: SimulatedDesk.End, _ what: String) async {
        await site.tell(of: end, what, because: "disorder", by: desk.machine)
    }
}

/// What keeps a cluster from being whole, the first thing first.
package enum Trouble: Equatable, Sendable {
    /// Somebody has the lock of runs.
    case busy
    case down(MemberName)
    /// Everybody is there, and whom the others follow is closed.
    case nobodyWrites(MemberName)
    /// Nobody takes writes, and whom the others follow is fenced.
    case dead
    case severalWriters
    /// Not exactly the writer has the writer's address.
    case addressAstray(MemberName)
    /// It does not follow whoever takes writes, or is fenced.
    case outside(MemberName)
    /// The writer waits for nobody, or others do.
    case semiSync(MemberName)
    case behind(MemberName)
}

extension SimulatedSite {
    /// `nil` where one takes writes, all others follow it and have what it has, and nobody is at work.
    package var trouble: Trouble? {
        let holders = (locks[.runs] ?? [:]).values
        if holders.contains(where: { isAlive($0.machine) && !abandoned.contains($0) }) { return .busy }
        let servers = names.compactMap { plant.servers[$0] }
        if let down = servers.first(where: { !$0.isHostUp || !($0.isUp || $0.isFenced) }) { return .down(down.name) }
        // A dead one's, until the servers notice.
        if !holders.isEmpty { return .busy }
        let writers = servers.filter(\.isWritable)
        guard let writer = writers.first else { return vacancy(servers) }
        if writers.count > 1 { return .severalWriters }
        let others = servers.filter { $0.name != writer.name }
        if servers.contains(where: { $0.holds(plant.vip) != ($0.name == writer.name) }) {
            return .addressAstray(writer.name)
        }
        let strangers = others.filter { !$0.isReplica(of: writer) }
        // Whoever is followed by another one can't be made anew before that one.
        if let stranger = strangers.first(where: { !isFollowed($0) }) ?? strangers.first {
            return .outside(stranger.name)
        }
        if servers.contains(where: { $0.isSemiSync(asSource: $0.name == writer.name) == false }) {
            return .semiSync(writer.name)
        }
        return others.first { !$0.applied.isSuperset(of: plant.acknowledged) }.map { .behind($0.name) }
    }

    private func isFollowed(_ server: SimulatedServer) -> Bool {
        plant.servers.values.contains { other in other.facts.channels.contains { $0.source == server.address } }
    }

    private func vacancy(_ servers: [SimulatedServer]) -> Trouble? {
        let followed = servers.filter(isFollowed)
        let source = followed.first { $0.facts.channels.isEmpty } ?? followed.first ?? servers.first
        guard let source else { return nil }
        return source.isFenced ? .dead : .nobodyWrites(source.name)
    }
}

extension SimulatedServer {
    fileprivate func isReplica(of writer: SimulatedServer) -> Bool {
        isUp && facts.channels.count == 1
            && facts.channels.allSatisfy { $0.source == writer.address && $0.isRunning }
    }

    fileprivate func holds(_ address: String?) -> Bool { addresses.contains { $0.address == address } }

    fileprivate func isSemiSync(asSource: Bool) -> Bool? {
        facts.semiSync.map { $0.sourceEnabled == asSource && $0.replicaEnabled == !asSource }
    }
}

extension MySQLGTIDSet {
    fileprivate func isSuperset(of other: MySQLGTIDSet) -> Bool { other.subtracting(self).isEmpty }
}

extension SimulatedCluster {
    /// `SET GLOBAL read_only = OFF`, after everybody was asked.
    fileprivate mutating func openByHand(_ name: MemberName) {
        servers[name]?.facts.channels = []
        setReadOnly(name, false)
    }

    fileprivate mutating func lead(to name: MemberName) {
        guard let vip else { return }
        for other in servers.keys { servers[other]?.addresses.removeAll { $0.address == vip } }
        servers[name]?.addresses.append(HeldAddress(address: vip, prefix: 24, interface: "eth0"))
    }

    fileprivate mutating func waitForReplicas(on name: MemberName) {
        for other in servers.keys {
            servers[other]?.facts.semiSync?.sourceEnabled = other == name
            servers[other]?.facts.semiSync?.replicaEnabled = other != name
        }
    }
}
