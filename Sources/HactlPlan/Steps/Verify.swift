import HactlModel

/// Asks at one of the cluster's doors who answers, from where hactl runs and from a member's host: it must be the new primary,
/// and it must take writes.
package struct Verify: Step {
    package static let kind: StepKind = "verify"
    package let member: MemberName
    package let door: InstanceAddress
    /// From whose host it is asked as well; `nil` where there is no other.
    package let witness: MemberName?
    /// Of doors that lead through proxies, how many must be right.
    package let quorum: Int?
    /// Through which proxies it leads, if any.
    package let through: [ProxyName]

    package init(
        member: MemberName, door: InstanceAddress, witness: MemberName? = nil, through: [ProxyName] = [],
        quorum: Int? = nil
    ) {
        self.through = through
        self.member = member
        self.door = door
        self.witness = witness
        self.quorum = quorum
    }

    package var subject: MemberName? { nil }
    package var title: String { "Ask \(door) who answers" }
    package var probes: [Probe] { doors.map { .endpoint($0, asMember: member) } }

    private var doors: [Endpoint] { [Endpoint(door)] + (witness.map { [Endpoint(door, from: $0)] } ?? []) }

    package func status(in facts: Facts) -> StepStatus {
        guard let identity = facts.instance(member)?.identity.uuid else {
            return .blocked(because: blind(member, facts))
        }
        if let lost = through.first, through.allSatisfy({ facts.proxy($0) == nil }) {
            return .blocked(because: blind(lost, facts))
        }
        for door in doors {
            if let doubt = doubt(about: door, identity, in: facts) { return .settling(because: doubt) }
        }
        return .satisfied(because: "\(member) answers at \(door) and takes writes")
    }

    private func doubt(about door: Endpoint, _ identity: String, in facts: Facts) -> String? {
        switch facts.endpoints[door] {
        case nil: return "\(door) was not asked yet"
        case .unseen(let reason)?:
            return canTell(door, in: facts) ? "\(door) does not answer (\(reason.sentence))" : nil
        case .seen(let answer)?:
            guard answer.identity == identity else { return "another server answers at \(door)" }
            return answer.isWritable ? nil : "\(member) answers at \(door) but is read-only"
        }
    }

    /// Not every sshd forwards. Where a login was let through, silence means something.
    private func canTell(_ door: Endpoint, in facts: Facts) -> Bool {
        door.from.map { facts.logins[$0]?.value != nil } ?? true
    }

    package func actions(in facts: Facts) -> [Action] { [] }

    package func undo(from before: Facts) -> Undo { .nothing(because: "it only looks") }

    package func change(in facts: Facts) -> String {
        "server identity and read_only through it" + (witness.map { ", also from \($0)" } ?? "")
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["through"])
        let member = scene.roles.candidate
        let shared = scene.cluster.writer?.endpoint.address
        return scene.cluster.writerEndpoints.map { door in
            Verify(
                member: member, door: door, witness: scene.witness,
                through: door == shared ? [] : scene.cluster.proxies.filter { $0.writer == door }.map(\.name),
                quorum: door == shared ? nil : scene.cluster.proxyQuorum)
        }
    }
}

extension Scene {
    /// From whose host a door is asked: not the new primary's, for which every address of its own is near.
    var witness: MemberName? {
        ([roles.primary] + roles.replicas).first { $0 != roles.candidate && facts.host($0) != nil }
    }
}
