import HactlModel

/// Writes one row on the new primary that names the run: what replicas are then asked for.
package struct WriteMarker: Step {
    package static let kind: StepKind = "write-marker"
    package let member: MemberName
    package let run: String

    private var entry: String { "marker:\(run)" }

    package var subject: MemberName? { member }
    package var title: String { "Write a marker on \(member)" }
    package var probes: [Probe] { [] }

    package func status(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        if facts.ledger.contains(entry) { return .satisfied(because: "the marker is written") }
        guard instance.writability.isWritable else { return .blocked(because: "\(member) is not open yet") }
        return .pending(because: "the marker is not written")
    }

    package func actions(in facts: Facts) -> [Action] { [.sql(member, .writeMarker(run: run))] }

    package func undo(from before: Facts) -> Undo { .nothing(because: "a row in hactl's own table") }

    package func change(in facts: Facts) -> String { "one row in hactl.marker" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on"])
        let member = try entry.member("on", in: scene, otherwise: scene.roles.candidate)
        return [WriteMarker(member: member, run: scene.run)]
    }
}
