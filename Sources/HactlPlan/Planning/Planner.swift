import HactlModel

/// Reads a playbook against what was seen, and makes a plan of it. Pure: it looks at nothing and changes nothing.
package struct Planner: Sendable {
    private let scene: Scene

    package init(in scene: Scene) { self.scene = scene }

    /// What a plan is called, where it comes from, and how long it holds.
    package struct Particulars: Sendable {
        package var version: String
        package var createdAt: Moment
        package var validFor: Duration
        package var sources: [String: String]
        package var accepted: [String]
        /// What the playbook was looked up by.
        package var playbookSource: String

        package init(
            version: String, createdAt: Moment, validFor: Duration, sources: [String: String] = [:],
            accepted: [String] = [], playbookSource: String = ""
        ) {
            self.playbookSource = playbookSource
            self.version = version
            self.createdAt = createdAt
            self.validFor = validFor
            self.sources = sources
            self.accepted = accepted
        }
    }

    package func plan(_ playbook: Playbook, _ particulars: Particulars) throws(Complaint) -> Plan {
        var draft = Draft()
        try read(playbook.steps, into: &draft, phase: nil)
        return Plan(
            id: scene.run, version: particulars.version, cluster: scene.cluster.name, playbook: playbook.name,
            title: playbook.title, roles: scene.roles, stages: draft.stages, evidence: Evidence.of(scene),
            sources: particulars.sources, createdAt: particulars.createdAt,
            expiresAt: particulars.createdAt + particulars.validFor, accepted: particulars.accepted,
            budget: draft.budget ?? scene.cluster.limits.freeze, endpoint: scene.cluster.writer,
            playbookSource: particulars.playbookSource, premise: playbook.premise, verdict: scene.verdict)
    }

    private struct Draft {
        var stages: [Stage] = []
        var budget: Duration?
        /// Whether the freeze is over.
        var isAfter: Bool { stages.contains { $0.phase == .freeze } }
    }

    private func read(_ entries: [StepEntry], into draft: inout Draft, phase: Stage.Phase?) throws(Complaint) {
        for entry in entries {
            switch entry.kind {
            case "freeze": try readFreeze(entry, into: &draft, isNested: phase != nil)
            case "together":
                try entry.allow([])
                var steps: [any Step] = []
                for inner in entry.steps { steps += try self.steps(of: inner) }
                append(steps, to: &draft, phase)
            default: append(try steps(of: entry), to: &draft, phase)
            }
        }
    }

    private func readFreeze(_ entry: StepEntry, into draft: inout Draft, isNested: Bool) throws(Complaint) {
        guard !isNested, draft.budget == nil else {
            throw Complaint(
                at: entry.place, "There is a second `freeze`.",
                remedy: "Put everything that happens while writes are frozen into one.")
        }
        try entry.allow(["within"])
        draft.budget = try entry.duration("within", in: scene, otherwise: scene.cluster.limits.freeze)
        try read(entry.steps, into: &draft, phase: .freeze)
    }

    private func append(_ steps: [any Step], to draft: inout Draft, _ phase: Stage.Phase?) {
        let phase = phase ?? (draft.isAfter ? .after : .before)
        for group in [steps.filter { !$0.comesAfterTheOthers }, steps.filter { $0.comesAfterTheOthers }]
        where !group.isEmpty {
            draft.stages.append(Stage(group, phase: phase))
        }
    }

    private func steps(of entry: StepEntry) throws(Complaint) -> [any Step] {
        if entry.kind == LocalStep.word { return try LocalStep.steps(from: entry, in: scene) }
        guard let kind = StepCatalog.entry(of: StepKind(entry.kind)) else {
            let words = StepCatalog.words + ["freeze", "together", LocalStep.word]
            throw Complaint(
                at: entry.place, "There is no step `\(entry.kind)`.", remedy: hint(for: entry.kind, among: words))
        }
        return try kind.type.steps(from: entry, in: scene)
    }
}
