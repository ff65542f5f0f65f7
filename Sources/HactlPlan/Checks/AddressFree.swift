import HactlModel

/// Nobody but the dead primary holds the writer's address.
package struct AddressFree: PlainCheck {
    package static let name = "address-free"
    package static let code = "F04"
    package static let premise = Premise.deadPrimary
    package static let summary =
        "Nobody but the dead primary holds the writer VIP or answers for it on the network. Where its host can't be seen, "
        + "an answer is its own or a stranger's, and a second holder would split the clients."
    package static let acceptance = Acceptance.never
    package static let needs = Vantage.inventory

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        guard let address = scene.cluster.writer?.address else { return [] }
        let primary = scene.roles.primary
        return scene.hosts.filter { $0.name != primary && $0.name != scene.roles.candidate && $0.host.holds(address) }
            .map { held(by: $0.name, scene.cluster.writer) } + answers(for: address, scene)
    }

    private func held(by name: MemberName, _ writer: VirtualAddress?) -> Finding {
        let way = writer?.trackFile.map { "echo \(TrackFacts.barred) >\($0)" } ?? "ip addr del"
        return failure(
            on: name, "\(name) holds the writer VIP \(writer?.address ?? "")",
            remedy: "Take it off \(name) (\(way)), and plan anew.")
    }

    private func answers(for address: String, _ scene: Scene) -> [Finding] {
        guard scene.facts.host(scene.roles.primary) == nil else { return [] }
        guard case .seen(let answers)? = scene.facts.holders[address], !answers.isEmpty else { return [] }
        let known = scene.facts.host(scene.roles.candidate)?.interfaces.map(\.hardwareAddress) ?? []
        let others = answers.filter { !known.contains($0) }
        if others.isEmpty { return [] }
        return [
            failure(
                "\(others.listed()) still answers for the writer VIP \(address), and the host of "
                    + "\(scene.roles.primary) can't be seen: it lives, or a stranger has the address",
                remedy: "Find the machine with that hardware address and take the address off it.")
        ]
    }

    package func passed(in scene: Scene) -> String {
        guard let address = scene.cluster.writer?.address else { return "the inventory has no writer VIP" }
        return "nobody but \(scene.roles.primary) holds \(address)"
    }
}
