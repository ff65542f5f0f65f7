import HactlModel

/// Makes a new primary forget whom it followed, so that a restart doesn't make it a replica again. The very last
/// change: what it forgets can't be had back from the server.
package struct ForgetSource: Step {
    package static let kind: StepKind = "forget-source"
    package let member: MemberName

    package var subject: MemberName? { member }
    package var title: String { "Make \(member) forget its old source" }
    package var probes: [Probe] { [.channels(member), .writability(member)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        if instance.channels.isEmpty { return .satisfied(because: "\(member) knows no source") }
        guard instance.writability.isWritable else { return .blocked(because: "\(member) is not open yet") }
        return .pending(because: "\(member) remembers \(instance.channels[0].source)")
    }

    package func actions(in facts: Facts) -> [Action] {
        (facts.instance(member)?.channels ?? []).flatMap { channel -> [Action] in
            [
                .sql(member, .stopReplication(channel: channel.name)),
                .sql(member, .forgetSource(channel: channel.name)),
            ]
        }
    }

    package func undo(from before: Facts) -> Undo {
        let channels = before.instance(member)?.channels ?? []
        return channels.isEmpty
            ? .nothing(because: "it knew no source before")
            : .missing(because: "the account it followed with is forgotten too")
    }

    package func change(in facts: Facts) -> String {
        "forgets \(facts.instance(member)?.channels.first?.source.description ?? "its source")"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        // In a ring of two primaries the new one goes on following the old one, which is closed.
        if scene.isRing { return [] }
        return try entry.members("on", in: scene, otherwise: [scene.roles.candidate])
            .map { ForgetSource(member: $0) }
    }
}
