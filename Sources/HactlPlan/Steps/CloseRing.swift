import HactlModel

/// Makes a primary follow its partner again, which follows it: the ring of two primaries is whole. Only once that one is
/// closed, follows, and has nothing of its own: whatever it had would come to the primary at once.
package struct CloseRing: Step {
    package static let kind: StepKind = "close-ring"
    package let member: MemberName
    package let partner: MemberName
    package let partnerAddress: InstanceAddress

    package var subject: MemberName? { member }
    package var title: String { "Make \(member) follow its partner \(partner)" }
    package var probes: [Probe] { [.instance(member), .instance(partner)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let primary = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        guard let other = facts.instance(partner) else { return .blocked(because: blind(partner, facts)) }
        if let channel = primary.channels.first {
            guard channel.follows(partnerAddress, other.identity.uuid) else {
                return .blocked(because: "\(member) follows \(channel.source)")
            }
            if channel.isRunning { return .satisfied(because: "\(member) follows \(partner)") }
            if case .connecting = channel.receiver {
                return .settling(because: "\(member) is connecting to \(partner)")
            }
        }
        guard other.writability.isClosed else { return .blocked(because: "\(partner) takes writes") }
        if let strays = facts.strays(on: partner, lackedBy: member) {
            return .blocked(because: "\(partner) has \(strays.brief), which \(member) lacks")
        }
        return .pending(because: "\(member) follows nobody")
    }

    package func actions(in facts: Facts) -> [Action] {
        let channel = facts.instance(member)?.channels.first?.name ?? ""
        let settings = SourceSettings(
            channel: channel, source: partnerAddress, account: .inventory, position: .gtidAsFormerPrimary)
        return [
            .sql(member, .stopReplication(channel: channel)), .sql(member, .follow(settings)),
            .sql(member, .startReplication(channel: channel)),
        ]
    }

    package func undo(from before: Facts) -> Undo {
        guard before.instance(member)?.channels.isEmpty == true else { return .nothing(because: "it followed before") }
        return .actions([.sql(member, .stopReplication(channel: "")), .sql(member, .forgetSource(channel: ""))])
    }

    package func change(in facts: Facts) -> String { "source nobody -> \(partnerAddress) (auto position)" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "partner"])
        let member = try entry.member("on", in: scene, otherwise: scene.roles.candidate)
        let partner = try entry.member("partner", in: scene, otherwise: scene.roles.primary)
        guard scene.cluster.partner(of: member) == partner else { return [] }
        return [CloseRing(member: member, partner: partner, partnerAddress: scene.address(of: partner))]
    }
}
