import HactlModel

/// A question asked of what was seen, before anything is changed. A check looks at nothing itself.
///
/// Unseen is never fine: a check says nothing about a member that it can't see, and its report names that member.
package protocol Check: Sendable {
    /// As a playbook writes it: `no-errant-transactions`.
    static var name: String { get }
    /// `P08`: stable, documented, and what `--accept` takes.
    static var code: String { get }
    /// What it makes sure of and why, in a sentence for the reference.
    static var summary: String { get }
    /// Its arguments with their defaults, as a playbook writes them; empty when it takes none.
    static var example: String { get }
    static var acceptance: Acceptance { get }
    static var needs: Vantage { get }
    /// For playbooks of which premise it is meant first of all; others may ask it too.
    static var premise: Premise { get }

    init(reading entry: CheckEntry, limits: Limits) throws(Complaint)
    /// The members that it judges.
    func subjects(in scene: Scene) -> [MemberName]
    /// What speaks against going on; empty when nothing does.
    func findings(in scene: Scene) -> [Finding]
    /// Why it is fine, as a sentence without a full stop. Asked only when nothing was found and everything was seen.
    func passed(in scene: Scene) -> String
}

extension Check {
    package static var example: String { "" }
    package static var needs: Vantage { .sql }
    package static var premise: Premise { .livingPrimary }

    package func subjects(in scene: Scene) -> [MemberName] { scene.names }
}

/// A check without arguments.
package protocol PlainCheck: Check {
    init()
}

extension PlainCheck {
    package init(reading entry: CheckEntry, limits: Limits) throws(Complaint) {
        try entry.allow([])
        self.init()
    }
}
