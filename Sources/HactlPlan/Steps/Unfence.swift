import HactlModel

/// Lets a fenced server come back: read-only from its first moment, and reachable so that it can be judged. Where it turns
/// out that it can't be taken back, the way back puts the fence up again.
package struct Unfence: Step {
    package static let kind: StepKind = "unfence"
    package let member: MemberName
    package let limit: Duration

    package var subject: MemberName? { member }
    package var title: String { "Let \(member) come back, read-only" }
    package var probes: [Probe] { [.daemon(member), .instance(member)] }
    package var patience: Duration? { limit }

    package func status(in facts: Facts) -> StepStatus {
        guard let host = facts.host(member) else { return .blocked(because: blindHost(member, facts)) }
        if host.daemon.isFenced { return .pending(because: "\(member) is fenced") }
        return facts.instance(member) == nil
            ? .settling(because: "\(member) does not answer yet") : .satisfied(because: "\(member) is not fenced")
    }

    package func actions(in facts: Facts) -> [Action] { [.host(member, .unfence)] }

    package func undo(from before: Facts) -> Undo {
        before.host(member)?.daemon.isFenced == true
            ? .actions([.host(member, .fence)]) : .nothing(because: "it was not fenced before")
    }

    package func change(in facts: Facts) -> String { "fence taken away, server started read-only" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "within"])
        let limit = try entry.duration("within", in: scene, otherwise: .seconds(600))
        return try entry.members("on", in: scene, otherwise: [scene.roles.primary])
            .filter { scene.facts.host($0)?.daemon.isFenced == true }
            .map { Unfence(member: $0, limit: limit) }
    }
}
