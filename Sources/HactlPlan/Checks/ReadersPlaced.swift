import HactlModel

/// Reads go where they should.
package struct ReadersPlaced: PlainCheck {
    package static let name = "readers-placed"
    package static let code = "P34"
    package static let premise = Premise.steady
    package static let summary =
        "Every address of the readers is carried by one member, and by one that is fit to serve reads: in time, replicating, "
        + "and evenly spread; and every proxy that leads reads gives them to exactly those that are fit."
    package static let acceptance = Acceptance.needless
    package static let needs = Vantage.inventory

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { [] }

    package func findings(in scene: Scene) -> [Finding] { addresses(in: scene) + proxies(in: scene) }

    private static let remedy = "Run hactl apply reconcile, by cron each minute."

    private func proxies(in scene: Scene) -> [Finding] {
        let steady = scene.steady
        return scene.readRoutes.compactMap { route in
            let status = ServeReads(through: route, in: steady).status(in: scene.facts)
            return status.isSatisfied ? nil : warning(status.reason, remedy: Self.remedy)
        }
    }

    private func addresses(in scene: Scene) -> [Finding] {
        guard let pool = scene.cluster.readers, let health = scene.readerHealth else { return [] }
        let misplaced = pool.addresses.compactMap { finding(about: $0.address, health, scene) }
        if !misplaced.isEmpty || scene.areReaderAddressesInPlace { return misplaced }
        return [warning("the readers' addresses are not spread evenly", remedy: Self.remedy)]
    }

    private func finding(about address: String, _ health: ReaderHealth, _ scene: Scene) -> Finding? {
        let holders = scene.facts.holders(ofReader: address)
        guard let holder = holders.first else {
            let unseen = scene.names.filter { scene.facts.host($0) == nil }
            return warning(
                "nobody carries the readers' address \(address)"
                    + (unseen.isEmpty ? "" : ", unless \(unseen.listed()) does, whose host can't be seen"),
                remedy: Self.remedy)
        }
        if holders.count > 1 {
            return warning("\(holders.listed()) both carry the readers' address \(address)", remedy: Self.remedy)
        }
        if scene.readerPlacement?.carriers[address] == holder { return nil }
        switch health[holder] {
        case .fit, .recovering: return nil
        case .reserve, .late, .unfit, .excluded:
            return warning(
                on: holder, "\(holder) carries the readers' address \(address) and \(health[holder].clause)",
                remedy: Self.remedy)
        }
    }

    package func passed(in scene: Scene) -> String {
        let addresses = (scene.cluster.readers?.addresses ?? []).map(\.address)
        let proxies = scene.readRoutes.map(\.proxy.text)
        if addresses.isEmpty, proxies.isEmpty { return "hactl leads no reads here" }
        return [
            addresses.isEmpty ? nil : "\(addresses.listed()) are where they should be",
            proxies.isEmpty ? nil : "\(proxies.listed()) give reads to those that are fit",
        ]
        .compactMap(\.self).joined(separator: ", and ")
    }
}
