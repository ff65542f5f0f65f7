import HactlModel

/// A playbook's own command, on a member's host or where hactl runs.
package struct RunStep: Step {
    package static let kind: StepKind = "run"
    /// `nil` is the machine that runs hactl.
    package let member: MemberName?
    package let command: CustomCommand
    /// Holds when the command's effect is there already.
    package let check: CustomCommand?
    package let wayBack: CustomWayBack

    package var subject: MemberName? { member }
    package var title: String { "Run \(command.arguments.first ?? "a command") on \(member?.text ?? "this machine")" }
    package var probes: [Probe] { check.map { [.command($0, on: member)] } ?? [] }

    package func status(in facts: Facts) -> StepStatus {
        if let member, facts.members[member]?.host.reason != nil { return .blocked(because: blindHost(member, facts)) }
        if facts.ledger.contains(command.label) { return .satisfied(because: "it has run") }
        if let check, facts.ledger.contains(check.label) { return .satisfied(because: "its check holds") }
        return .pending(because: "it has not run")
    }

    package func actions(in facts: Facts) -> [Action] { [action(command)] }

    package func undo(from before: Facts) -> Undo {
        switch wayBack {
        case .command(let back): .actions([action(back)])
        case .needless: .nothing(because: "the playbook says that nothing needs undoing")
        case .missing: .missing(because: "the playbook gives no undo for it")
        }
    }

    package func change(in facts: Facts) -> String { command.arguments.joined(separator: " ") }

    private func action(_ command: CustomCommand) -> Action {
        member.map { .host($0, .run(command)) } ?? .local(command)
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "command", "check", "undo", "timeout", "as-root"])
        let members = try entry.members("on", in: scene, otherwise: [scene.roles.primary])
        var steps: [any Step] = []
        for member in members { steps.append(try RunStep(entry, on: member, in: scene)) }
        return steps
    }
}

/// The same on the machine that runs hactl.
package enum LocalStep {
    package static let word = "local"

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["command", "check", "undo", "timeout"])
        return [try RunStep(entry, on: nil, in: scene)]
    }
}

/// What a playbook says of the way back from its own step.
package enum CustomWayBack: Hashable, Sendable, Codable {
    case command(CustomCommand)
    /// `undo: none`
    case needless
    case missing
}

extension RunStep {
    fileprivate init(_ entry: StepEntry, on member: MemberName?, in scene: Scene) throws(Complaint) {
        let reader = try CustomCommandReader(entry, on: member, in: scene)
        self.member = member
        command = try reader.command("command")
        check = entry.arguments["check"] == nil ? nil : try reader.command("check")
        switch entry.arguments["undo"]?.value {
        case nil: wayBack = .missing
        case .text("none")?: wayBack = .needless
        default: wayBack = .command(try reader.command("undo"))
        }
    }
}
