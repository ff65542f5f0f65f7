import HactlModel
import HactlPlan
import HactlRun

/// How things stand at a moment, seen from nowhere.
struct WatchStand: Sendable {
    /// Whoever has the watches' lock on enough members.
    var leaders: [SimulatedMachine]
    /// Why something is lost that clients were told is safe, as a sentence.
    var loss: String?
    /// Which failover should be done; it names whoever could do it, so that another stand is another text.
    var overdue: String?
    /// Who could lead where nobody does, in the same way.
    var vacancy: String?
}

extension SimulatedSite {
    var stand: WatchStand {
        let leaders = leaders
        return WatchStand(
            leaders: leaders, loss: loss, overdue: overdue, vacancy: leaders.isEmpty ? vacancy : nil)
    }

    private var leaders: [SimulatedMachine] {
        let holds = locks[.watches] ?? [:]
        if holds.isEmpty { return [] }
        let machines = Set(holds.values.map(\.machine)).sorted { ($0.name, $0.life) < ($1.name, $1.life) }
        return machines.filter { machine in
            let held = Set(holds.filter { $0.value.machine == machine }.keys)
            return LockQuorum.majority.isMet(by: held, of: names.count)
        }
    }

    private var loss: String? {
        guard let writer = soleWriter, plant.waiting.isEmpty || plant.waiting[writer] != nil else { return nil }
        let lost = plant.lost(on: writer)
        return lost.isEmpty ? nil : "\(writer) takes writes without \(lost.count) acknowledged ones (\(lost))"
    }

    private var soleWriter: MemberName? {
        var writer: MemberName?
        for server in plant.servers.values where server.isWritable {
            if writer != nil { return nil }
            writer = server.name
        }
        return writer
    }

    // MARK: What should be done

    /// A watch that reaches everybody who answers, and those are most.
    private var vacancy: String? {
        let answering = names.filter { plant.servers[$0]?.isUp == true }
        guard storm == 0, answering.count * 2 > names.count else { return nil }
        let able = watches.filter { watch in answering.allSatisfy { reaches(watch, $0) } }
        if able.isEmpty { return nil }
        let who = able.map { "\($0.name)/\($0.life)" }.joined(separator: ", ")
        return "\(who) could, on \(answering.map(\.text).joined(separator: ", "))"
    }

    /// Provably dead, and all that a failover needs is there: everybody else, together, and a watch that reaches them and may act.
    private var overdue: String? {
        guard storm == 0, let dead = mourned else { return nil }
        let survivors = names.filter { $0 != dead }
        guard survivors.allSatisfy({ follows($0, dead) }), areTogether(survivors) else { return nil }
        let able = watches.filter { watch in survivors.allSatisfy { reaches(watch, $0) } }
        guard !able.isEmpty, able.allSatisfy({ !rules.isBlocked($0.name, at: time.now) && canFence(dead, $0) }) else {
            return nil
        }
        if locks[.runs]?.values.contains(where: { !watches.contains($0.machine) }) == true { return nil }
        let who = able.map { "\($0.name)/\($0.life)" }.joined(separator: ", ")
        return "\(dead) is \(demise(of: dead)), and \(who) could"
    }

    /// Whom the others follow, where it serves nobody.
    private var mourned: MemberName? {
        names.first { name in
            guard let server = plant.servers[name], !server.isUp || isAlone(name) else { return false }
            return names.contains { $0 != name && follows($0, name) }
        }
    }

    private func demise(of name: MemberName) -> String {
        guard let server = plant.servers[name] else { return "nowhere" }
        if !server.isHostUp { return "without power" }
        if server.isFrozen { return "frozen" }
        return server.isUp ? "cut off" : "down"
    }

    /// Nobody at all hears of it.
    private func isAlone(_ name: MemberName) -> Bool {
        names.allSatisfy { $0 == name || plant.isCut($0, from: name) } && watches.allSatisfy { !reaches($0, name) }
    }

    private func follows(_ name: MemberName, _ source: MemberName) -> Bool {
        guard let server = plant.servers[name], let address = plant.servers[source]?.address else { return false }
        return server.isUp && !server.isWritable && server.facts.channels.contains { $0.source == address }
    }

    private func areTogether(_ members: [MemberName]) -> Bool {
        members.allSatisfy { one in members.allSatisfy { $0 == one || !plant.isCut($0, from: one) } }
    }

    /// A host that has power is reached, and by the others as well: otherwise it is a matter of ways, not of death.
    private func canFence(_ dead: MemberName, _ watch: SimulatedMachine) -> Bool {
        if plant.servers[dead]?.isHostUp == false || isAlone(dead) { return true }
        return reaches(watch, dead) && names.allSatisfy { $0 == dead || !plant.isCut($0, from: dead) }
    }

    /// Whose hactl lives, of those that watch.
    var watches: [SimulatedMachine] {
        watchers.filter(isAlive).sorted { $0.name < $1.name }
    }
}
