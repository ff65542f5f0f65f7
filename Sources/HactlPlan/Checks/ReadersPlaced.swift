import HactlModel

/// The readers' addresses are where they should be.
package struct ReadersPlaced: PlainCheck {
    package static let name = "readers-placed"
    package static let code = "P34"
    package static let premise = Premise.steady
    package static let summary =
        "Every address of the readers is carried by one member, and by one that is fit to serve reads: in time, replicating, "
        + "and evenly spread."
    package static let acceptance = Acceptance.needless
    package static let needs = Vantage.inventory

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { [] }

    package func findings(in scene: Scene) -> [Finding] {
        guard let pool = scene.cluster.readers, let health = scene.readerHealth else { return [] }
        let misplaced = pool.addresses.compactMap { finding(about: $0.address, health, scene) }
        if !misplaced.isEmpty || scene.areReadersInPlace { return misplaced }
        return [
            warning(
                "the readers' addresses are not spread evenly",
                remedy: "Run hactl apply reconcile, by cron each minute.")
        ]
    }

    private func finding(about address: String, _ health: ReaderHealth, _ scene: Scene) -> Finding? {
        let holders = scene.facts.holders(ofReader: address)
        let remedy = "Run hactl apply reconcile, by cron each minute."
        guard let holder = holders.first else {
            let unseen = scene.names.filter { scene.facts.host($0) == nil }
            return warning(
                "nobody carries the readers' address \(address)"
                    + (unseen.isEmpty ? "" : ", unless \(unseen.listed()) does, whose host can't be seen"),
                remedy: remedy)
        }
        if holders.count > 1 {
            return warning("\(holders.listed()) both carry the readers' address \(address)", remedy: remedy)
        }
        if scene.readerPlacement?.carriers[address] == holder { return nil }
        switch health[holder] {
        case .fit, .recovering: return nil
        case .reserve, .late, .unfit, .excluded:
            return warning(
                on: holder, "\(holder) carries the readers' address \(address) and \(health[holder].clause)",
                remedy: remedy)
        }
    }

    package func passed(in scene: Scene) -> String {
        guard let pool = scene.cluster.readers else { return "the inventory has no addresses for readers" }
        return "\(pool.addresses.map(\.address).listed()) are where they should be"
    }
}
