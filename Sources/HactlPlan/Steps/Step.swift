import HactlModel

/// One change, described. A step never does anything: it reads facts and answers three questions.
package protocol Step: Sendable, Codable, Equatable {
    static var kind: StepKind { get }

    /// Whom it changes, or at what it looks.
    var subject: MemberName? { get }
    /// The same where it is a proxy.
    var proxy: ProxyName? { get }
    /// An imperative sentence an operator would say: "Close db1 to writes".
    var title: String { get }
    /// What must be looked at to judge it.
    var probes: [Probe] { get }
    /// What must be looked at before it is tried; by default the same. Less where it was looked at a moment ago, and another
    /// look would only cost time.
    var preliminaries: [Probe] { get }
    /// Is it already true? Asked before, after, and on resume.
    func status(in facts: Facts) -> StepStatus
    /// What would make it true, in order.
    func actions(in facts: Facts) -> [Action]
    /// What would put it back to how it was before.
    func undo(from before: Facts) -> Undo
    /// Reads a line of a playbook: one step for each member it selects.
    static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step]
    /// What changes from what to what, for the plan: `super_read_only OFF -> ON`.
    func change(in facts: Facts) -> String
    /// How long it may take where that is longer than a step usually takes; `nil` for the usual.
    var patience: Duration? { get }
    /// How often to look, at the most rarely, while it settles.
    var pace: Duration { get }
    /// How long its member may be unseen while it settles; `nil` for as long as there is patience.
    var silence: Duration? { get }
    /// How far it is, where that can be told while it settles.
    func progress(in facts: Facts) -> StepProgress?
    /// Whether it can be taken only once the others of its line have been.
    var comesAfterTheOthers: Bool { get }
    /// How many steps of its kind with a quorum must be done in its stage; those beyond that are owed. `nil` where it must be done
    /// itself.
    var quorum: Int? { get }
}

extension Step {
    package var proxy: ProxyName? { nil }
    /// What a plan calls the one whom it changes; `nil` for a step that changes nobody.
    package var subjectName: String? { subject?.text ?? proxy?.text }
    package var pace: Duration { .milliseconds(100) }
    package var silence: Duration? { nil }
    package func progress(in facts: Facts) -> StepProgress? { nil }
    package var patience: Duration? { nil }
    package var comesAfterTheOthers: Bool { false }
    package var preliminaries: [Probe] { probes }
    package var quorum: Int? { nil }
}

/// The answer to: is it already true?
package enum StepStatus: Equatable, Sendable {
    case satisfied(because: String)
    /// Its actions would make it true.
    case pending(because: String)
    /// On its way to being true by itself: look again.
    case settling(because: String)
    /// It can't be made true as things are.
    case blocked(because: String)

    package var reason: String {
        switch self {
        case .satisfied(let reason), .pending(let reason), .settling(let reason), .blocked(let reason): reason
        }
    }

    package var isSatisfied: Bool {
        if case .satisfied = self { return true }
        return false
    }
}

/// How far a step is that takes its time.
package struct StepProgress: Equatable, Sendable {
    /// What it is doing, in the server's words.
    package var stage: String
    package var bytes: Int64
    /// 0 where that is not known yet.
    package var expected: Int64

    package init(stage: String, bytes: Int64, expected: Int64) {
        self.stage = stage
        self.bytes = bytes
        self.expected = expected
    }
}

/// The way back from a step.
package enum Undo: Equatable, Sendable, Codable {
    case actions([Action])
    /// There is nothing to put back.
    case nothing(because: String)
    /// It changes something that nothing here can put back.
    case missing(because: String)
    /// From here on there is only forward: the commit point.
    case impossible(because: String)
}

/// What a step is called in a playbook: `end-sessions`.
package struct StepKind: Hashable, Sendable, Codable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let name: String

    package init(stringLiteral value: String) { name = value }
    package init(_ name: String) { self.name = name }
    package init(from decoder: any Decoder) throws { name = try String(from: decoder) }

    package func encode(to encoder: any Encoder) throws { try name.encode(to: encoder) }
    package var description: String { name }
}
