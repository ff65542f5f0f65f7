import HactlModel

/// A playbook's own statement on a member.
package struct SQLStep: Step {
    package static let kind: StepKind = "sql"
    package let member: MemberName
    package let statement: CustomStatement
    package let undoStatement: CustomStatement?
    /// `undo: none` in the playbook.
    package let needsNoUndo: Bool

    package var subject: MemberName? { member }
    package var title: String { "Run a statement on \(member)" }
    package var probes: [Probe] { [] }

    package func status(in facts: Facts) -> StepStatus {
        guard facts.instance(member) != nil else { return .blocked(because: blind(member, facts)) }
        return facts.ledger.contains(statement.label)
            ? .satisfied(because: "it has run") : .pending(because: "it has not run")
    }

    package func actions(in facts: Facts) -> [Action] { [.sql(member, .custom(statement))] }

    package func undo(from before: Facts) -> Undo {
        if let undoStatement { return .actions([.sql(member, .custom(undoStatement))]) }
        return needsNoUndo
            ? .nothing(because: "the playbook says that nothing needs undoing")
            : .missing(because: "the playbook gives no undo for it")
    }

    package func change(in facts: Facts) -> String { statement.text }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "statement", "undo", "timeout"])
        let text = try entry.argument("statement", example: "statement: CALL pause_batch()").text("statement")
        let undo = try entry.text("undo")
        let timeout = try entry.duration("timeout", in: scene, otherwise: .seconds(10))
        return try entry.members("on", in: scene, otherwise: [scene.roles.primary]).map { member in
            let label = "\(scene.run)/sql@\(member):\(entry.place.line)"
            return SQLStep(
                member: member, statement: CustomStatement(text: text, label: label, timeout: timeout),
                undoStatement: undo == "none"
                    ? nil : undo.map { CustomStatement(text: $0, label: label + "/undo", timeout: timeout) },
                needsNoUndo: undo == "none")
        }
    }
}
