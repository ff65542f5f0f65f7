import HactlModel

/// Makes sure, before anything is frozen, that the network knows no other holder of the writer's address than the
/// present primary: taking an address that a stranger answers for makes two.
package struct DefendAddress: Step {
    package static let kind: StepKind = "defend-address"
    package let member: MemberName
    package let holder: MemberName
    package let endpoint: VirtualAddress

    package var subject: MemberName? { member }
    package var title: String { "Ask the network who holds \(endpoint.address)" }
    package var probes: [Probe] { [.host(holder), .holders(endpoint, from: member)] }

    package func status(in facts: Facts) -> StepStatus {
        if facts.host(member)?.holds(endpoint.address) == true {
            return .satisfied(because: "\(member) holds \(endpoint.address) itself")
        }
        switch facts.holders[endpoint.address] {
        case nil: return .settling(because: "nobody was asked yet")
        case .unseen(let reason)?: return .blocked(because: "who holds it can't be told (\(reason.sentence))")
        case .seen(let answers)?: return judge(answers, in: facts)
        }
    }

    private func judge(_ answers: [String], in facts: Facts) -> StepStatus {
        let known = facts.host(holder)?.interfaces.map(\.hardwareAddress) ?? []
        let strangers = answers.filter { !known.contains($0) }
        return strangers.isEmpty
            ? .satisfied(because: answers.isEmpty ? "nobody answers for it" : "only \(holder) answers for it")
            : .blocked(because: "a stranger answers for \(endpoint.address): \(strangers.joined(separator: ", "))")
    }

    package func actions(in facts: Facts) -> [Action] { [] }

    package func undo(from before: Facts) -> Undo { .nothing(because: "it only asks") }

    package func change(in facts: Facts) -> String { "duplicate address check for \(endpoint.address)" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        guard let writer = scene.cluster.writer else { return [] }
        return try entry.members("on", in: scene, otherwise: [scene.roles.candidate]).map {
            DefendAddress(member: $0, holder: scene.roles.primary, endpoint: scene.endpoint(on: $0) ?? writer)
        }
    }
}
