import HactlModel

/// Asks the cluster's endpoint who answers there: it must be the new primary, and it must take writes.
package struct Verify: Step {
    package static let kind: StepKind = "verify"
    package let member: MemberName
    package let endpoint: VirtualAddress

    package var subject: MemberName? { nil }
    package var title: String { "Ask \(endpoint.address) who answers" }
    package var probes: [Probe] { [.endpoint(endpoint, asMember: member)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let identity = facts.instance(member)?.identity.uuid else {
            return .blocked(because: blind(member, facts))
        }
        switch facts.endpoints[endpoint.address] {
        case nil: return .settling(because: "\(endpoint.address) was not asked yet")
        case .unseen(let reason)?: return .settling(because: "\(endpoint.address) does not answer (\(reason.sentence))")
        case .seen(let answer)?:
            guard answer.identity == identity else {
                return .settling(because: "another server answers at \(endpoint.address)")
            }
            return answer.isWritable
                ? .satisfied(because: "\(member) answers at \(endpoint.address) and takes writes")
                : .settling(because: "\(member) answers at \(endpoint.address) but is read-only")
        }
    }

    package func actions(in facts: Facts) -> [Action] { [] }

    package func undo(from before: Facts) -> Undo { .nothing(because: "it only looks") }

    package func change(in facts: Facts) -> String { "server identity and read_only through the address" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["through"])
        guard let endpoint = scene.endpoint(on: scene.roles.candidate) else { return [] }
        return [Verify(member: scene.roles.candidate, endpoint: endpoint)]
    }
}
