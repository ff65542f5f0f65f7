import HactlModel

/// Opens a replica to writes in the place of a dead primary: the commit point of a failover. It refuses unless the dead
/// one is fenced, every survivor has stopped receiving, and the candidate has applied all that any of them has.
package struct Promote: Step {
    package static let kind: StepKind = "promote"
    package let member: MemberName
    package let successorOf: MemberName
    package let survivors: [MemberName]
    package let fencing: Fencing

    package var subject: MemberName? { member }
    package var title: String { "Open \(member) to writes, in the place of \(successorOf)" }
    package var probes: [Probe] {
        survivors.flatMap { [Probe.channels($0), .transactions($0)] } + [.writability(member)]
    }

    package func status(in facts: Facts) -> StepStatus {
        guard let new = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        if new.writability.isWritable { return .satisfied(because: "\(member) takes writes") }
        if let obstacle = fencing.obstacle(to: successorOf, in: facts) { return .blocked(because: obstacle) }
        for name in survivors {
            if let obstacle = obstacle(from: name, new, facts) { return .blocked(because: obstacle) }
        }
        return .pending(because: "\(member) is read-only")
    }

    private func obstacle(from name: MemberName, _ new: InstanceFacts, _ facts: Facts) -> String? {
        guard let survivor = facts.instance(name) else { return blind(name, facts) }
        if survivor.channels.contains(where: \.isReceiving) { return "the receiver of \(name) is not stopped" }
        if new.countsByPlace { return placeObstacle(from: name, survivor, facts) }
        guard let held = survivor.held else { return "what \(name) has can't be told" }
        switch new.transactions.executed.contains(held) {
        case .yes: return nil
        case .no(let missing): return "\(member) lacks \(missing), which \(name) has"
        case .incomparable(let reason): return reason
        }
    }

    /// What a survivor has is a place in the log of the dead one, as is what the candidate has applied.
    private func placeObstacle(from name: MemberName, _ survivor: InstanceFacts, _ facts: Facts) -> String? {
        guard let handover = facts.handover(to: member) else {
            return "where the others go on in the log of \(member) is not known"
        }
        guard let held = facts.handovers[name]?.from ?? survivor.held else { return "what \(name) has can't be told" }
        switch handover.from.contains(held) {
        case .yes: return nil
        case .no(let missing): return "\(member) has not executed \(missing) of \(successorOf), which \(name) has"
        case .incomparable(let reason): return reason
        }
    }

    package func actions(in facts: Facts) -> [Action] { [.sql(member, .open)] }

    package func undo(from before: Facts) -> Undo {
        .impossible(because: "\(member) may have taken writes that nobody else has")
    }

    package func change(in facts: Facts) -> String {
        facts.instance(member)?.identity.flavour == .mariadb
            ? "read_only ON -> OFF" : "super_read_only, read_only ON -> OFF"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        let member = try entry.member("on", in: scene, otherwise: scene.roles.candidate)
        return [
            Promote(
                member: member, successorOf: scene.roles.primary, survivors: scene.roles.survivors,
                fencing: scene.fencing)
        ]
    }
}
