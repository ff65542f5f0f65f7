import HactlModel

/// From where a member must have been seen, so that a check can judge it.
package enum Vantage: String, Sendable, CaseIterable {
    /// The inventory is enough.
    case inventory
    case sql
    case ssh
    case everywhere

    /// Those of the members that were not seen from here.
    func unseen(_ names: [MemberName], in facts: Facts) -> [MemberName] {
        names.filter { !sees($0, in: facts) }
    }

    private func sees(_ name: MemberName, in facts: Facts) -> Bool {
        switch self {
        case .inventory: true
        case .sql: facts.instance(name) != nil
        case .ssh: facts.host(name) != nil
        case .everywhere: facts.instance(name) != nil && facts.host(name) != nil
        }
    }
}
