/// A playbook as it was written: data, not code. What its steps mean is for the planner to say.
package struct Playbook: Equatable, Sendable {
    package var name: String
    package var title: String
    package var premise: Premise
    package var checks: [CheckEntry]
    package var steps: [StepEntry]
    package var place: SourcePlace

    package init(
        name: String, title: String, premise: Premise = .livingPrimary, checks: [CheckEntry], steps: [StepEntry],
        place: SourcePlace
    ) {
        self.name = name
        self.title = title
        self.premise = premise
        self.checks = checks
        self.steps = steps
        self.place = place
    }
}

/// In which situation a playbook is for use: it decides who counts as primary, and who may be candidate.
package enum Premise: String, CaseIterable, Sendable, Codable {
    /// Exactly one member takes writes, and is to hand over.
    case livingPrimary = "living-primary"
    /// The primary is dead, and somebody else is to take over.
    case deadPrimary = "dead-primary"
    /// A former primary is back, beside a new one.
    case returnedPrimary = "returned-primary"
    /// Nobody changes roles: what follows from who is well is put in order.
    case steady
    /// A member's data is of no use any more, and is to be made anew from another one's.
    case lostReplica = "lost-replica"
}

/// One line of `checks:`: a check's name and its limits.
package struct CheckEntry: Equatable, Sendable {
    package var name: String
    package var arguments: [String: Argument]
    package var place: SourcePlace

    package init(name: String, arguments: [String: Argument], place: SourcePlace) {
        self.name = name
        self.arguments = arguments
        self.place = place
    }
}

/// One line of `steps:`: a step kind with its arguments, or a group of steps.
package struct StepEntry: Equatable, Sendable {
    package var kind: String
    package var arguments: [String: Argument]
    /// The steps inside a group (`freeze`, `together`); empty for a step.
    package var steps: [StepEntry]
    package var place: SourcePlace

    package init(kind: String, arguments: [String: Argument], steps: [StepEntry] = [], place: SourcePlace) {
        self.kind = kind
        self.arguments = arguments
        self.steps = steps
        self.place = place
    }
}

/// A value in a playbook, and where it stands.
package struct Argument: Equatable, Sendable {
    package var value: Value
    package var place: SourcePlace
    /// Where the argument's name stands; `nil` inside a list.
    package var namePlace: SourcePlace?

    package init(_ value: Value, at place: SourcePlace, namePlace: SourcePlace? = nil) {
        self.value = value
        self.place = place
        self.namePlace = namePlace
    }

    /// What YAML can say.
    package indirect enum Value: Equatable, Sendable {
        case text(String)
        case list([Argument])
        case map([String: Argument])
        case nothing
    }
}
