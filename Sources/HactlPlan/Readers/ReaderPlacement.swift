import HactlModel

/// Who is to carry which of the readers' addresses. An address stays where it is as long as it may; what has to move, moves to
/// whoever carries least, and nobody carries two more than another.
package struct ReaderPlacement: Equatable, Sendable {
    /// By address; one without an entry stays where it is, for nobody is better.
    package private(set) var carriers: [String: MemberName] = [:]

    private let addresses: [String]
    /// Who may be given an address, in the order of the inventory.
    private let takers: [MemberName]
    /// Who may keep one that it has.
    private let keepers: [MemberName]

    /// - Parameters:
    ///   - names: all members, in the order of the inventory: it decides among equals.
    ///   - holders: who carries an address now.
    package init(
        of addresses: [String], among names: [MemberName], _ health: ReaderHealth, holders: [String: [MemberName]]
    ) {
        self.addresses = addresses
        let best = names.map { health[$0].rank }.min() ?? Fitness.hopeless
        takers = best < Fitness.hopeless ? names.filter { health[$0].rank == best } : []
        // Whoever has just recovered and still has its address is not sent away a second time.
        keepers = takers.isEmpty ? [] : names.filter { health[$0].rank <= max(best, Fitness.recovered) }
        keep(holders)
        for address in addresses where carriers[address] == nil { carriers[address] = least }
        while evenOut() {}
    }

    private mutating func keep(_ holders: [String: [MemberName]]) {
        for address in addresses {
            let able = keepers.filter { holders[address]?.contains($0) == true }
            carriers[address] = able.min { load(of: $0) < load(of: $1) }
        }
    }

    private func load(of name: MemberName) -> Int { carriers.values.count { $0 == name } }

    private var least: MemberName? { takers.min { load(of: $0) < load(of: $1) } }

    /// Moves one address from whoever carries most to whoever carries least; `false` when that would gain nothing.
    private mutating func evenOut() -> Bool {
        guard let least, let most = keepers.max(by: { load(of: $0) < load(of: $1) }),
            load(of: most) > load(of: least) + 1,
            let address = addresses.last(where: { carriers[$0] == most })
        else { return false }
        carriers[address] = least
        return true
    }
}
