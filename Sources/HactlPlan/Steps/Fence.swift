import HactlModel

/// Keeps a dead or doubtful primary from taking writes, and sees from another host that it can't.
package struct Fence: Step {
    package static let kind: StepKind = "fence"
    package let member: MemberName
    package let rung: FenceRung
    /// What is enough, too, when a server that was killed does not end.
    package let settledRung: FenceRung?
    /// From whose host it is seen.
    package let witness: MemberName
    /// The inventory's command, where the rung is power.
    package let powerOff: CustomCommand?

    package var subject: MemberName? { member }
    package var title: String {
        switch rung {
        case .readOnly: "Fence \(member): read-only, its clients' sessions ended"
        case .portClosed: "Fence \(member): kill its server, close its ports (it waits for a disk, and can't end)"
        case .serverStopped: "Fence \(member): stop its server, closed to the network if it comes back"
        case .powerOff: "Fence \(member): take its power"
        }
    }

    package var probes: [Probe] {
        switch rung {
        case .readOnly: [.instance(member)]
        case .portClosed, .serverStopped: [.daemon(member), .way(to: member, from: witness)]
        case .powerOff: [.way(to: member, from: witness)]
        }
    }

    /// The verdict has just knocked at it; a host without power lets a knock wait for its whole second.
    package var preliminaries: [Probe] { rung == .powerOff ? [] : probes }

    package func status(in facts: Facts) -> StepStatus {
        switch rung {
        case .readOnly: closing(in: facts)
        case .portClosed: stopping(in: facts, orPortClosed: true)
        case .serverStopped: stopping(in: facts, orPortClosed: settledRung == .portClosed)
        case .powerOff: poweringOff(in: facts)
        }
    }

    private func closing(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        let left = instance.activity.sessions.count
        guard instance.writability.isClosed, left == 0 else {
            return .pending(because: "\(member) is writable, or has sessions of clients")
        }
        return .satisfied(because: "\(member) is read-only, and no client is there")
    }

    private func stopping(in facts: Facts, orPortClosed isEnough: Bool) -> StepStatus {
        guard let host = facts.host(member) else { return .blocked(because: blindHost(member, facts)) }
        let daemon = host.daemon
        let runs = daemon.processes.contains(where: \.isAlive)
        guard daemon.isFenced else {
            return .pending(because: runs ? "its server runs" : "its server may be started again")
        }
        guard runs else { return seen("no server runs on \(member)", facts) }
        if daemon.closedPorts.isEmpty { return .pending(because: "its server runs") }
        return isEnough
            ? seen("the server of \(member) was killed and waits for a disk, its ports are closed", facts)
            : .settling(because: "its server was killed and has not ended yet")
    }

    private func seen(_ state: String, _ facts: Facts) -> StepStatus {
        switch facts.ways[member]?[witness]?.value?.server {
        case .refuses?, .silent?, .gone?: .satisfied(because: "\(state), as \(witness) sees too")
        case .answers?, .mute?: .settling(because: "\(witness) still gets an answer from \(member)")
        case nil: .satisfied(because: "\(state), as its host says")
        }
    }

    private func poweringOff(in facts: Facts) -> StepStatus {
        guard facts.ledger.contains(Self.label(of: member)) else {
            return .pending(because: "the power of \(member) is not known to be off")
        }
        switch facts.ways[member]?[witness]?.value {
        case let way? where way.server.showsLife || way.host.showsLife:
            return .settling(because: "\(witness) still hears from \(member)")
        default: return .satisfied(because: "\(member) has no power")
        }
    }

    package func actions(in facts: Facts) -> [Action] {
        switch rung {
        case .readOnly:
            let sessions = facts.instance(member)?.activity.sessions.map(\.id) ?? []
            return [.sql(member, .close(lockWait: .seconds(1))), .sql(member, .endSessions(sessions))]
        case .portClosed, .serverStopped: return [.host(member, .fence)]
        case .powerOff: return powerOff.map { [.local($0)] } ?? []
        }
    }

    package func undo(from before: Facts) -> Undo {
        switch rung {
        case .readOnly:
            guard let writability = before.instance(member)?.writability, !writability.isClosed else {
                return .nothing(because: "it was closed before")
            }
            return .actions([.sql(member, .restore(writability))])
        case .portClosed, .serverStopped:
            if before.host(member)?.daemon.isFenced == true { return .nothing(because: "it was fenced before") }
            return .actions([.host(member, .unfence)])
        case .powerOff: return .nothing(because: "a host that has lost its power is started by a person")
        }
    }

    package func change(in facts: Facts) -> String {
        switch rung {
        case .readOnly: "super_read_only OFF -> ON"
        case .portClosed: "server killed, its ports closed, skip_networking and read_only for its next start"
        case .serverStopped: "server ended, skip_networking and read_only for its next start"
        case .powerOff: "power off: \(powerOff?.arguments.joined(separator: " ") ?? "")"
        }
    }

    /// What the ledger calls a power command that ended well.
    package static func label(of member: MemberName) -> String { "power-off:\(member)" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        let members = try entry.members("on", in: scene, otherwise: [scene.roles.primary])
        return members.flatMap { name in scene.chosenRungs.map { Fence(on: name, $0, in: scene) } }
    }

    private init(on member: MemberName, _ rung: FenceRung, in scene: Scene) {
        let words = scene.cluster.member(named: member)?.powerOff
        self.init(
            member: member, rung: rung, settledRung: scene.settledRung, witness: scene.roles.candidate,
            powerOff: rung == .powerOff ? words.map { Self.command($0, member) } : nil)
    }

    init(
        member: MemberName, rung: FenceRung, settledRung: FenceRung? = nil, witness: MemberName,
        powerOff: CustomCommand? = nil
    ) {
        self.member = member
        self.rung = rung
        self.settledRung = settledRung
        self.witness = witness
        self.powerOff = powerOff
    }

    private static func command(_ words: [String], _ member: MemberName) -> CustomCommand {
        CustomCommand(arguments: words, asRoot: false, timeout: .seconds(30), label: label(of: member))
    }
}
