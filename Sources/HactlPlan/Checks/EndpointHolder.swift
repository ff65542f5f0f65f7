import HactlModel

/// The primary holds the writer VIP, alone, and the candidate can take it.
package struct EndpointHolder: PlainCheck {
    package static let name = "endpoint-holder"
    package static let code = "P22"
    package static let summary =
        "The primary and nobody else holds the writer VIP, on the interface that the inventory says; the candidate's "
        + "interface exists, is up and speaks ARP, and its host can announce the address; no network configuration "
        + "brings the address back at boot."
    package static let acceptance = Acceptance.partly
    package static let needs = Vantage.ssh

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { scene.cluster.writer == nil ? [] : scene.names }

    package func findings(in scene: Scene) -> [Finding] {
        guard let address = scene.cluster.writer?.address else { return [] }
        return holders(of: address, scene) + place(of: address, scene) + persisted(address, scene)
            + CandidateInterface(check: self, scene: scene).findings
    }

    private func holders(of address: String, _ scene: Scene) -> [Finding] {
        let holders = scene.hosts.filter { $0.host.holds(address) }.map(\.name)
        if holders.isEmpty { return nobody(address, scene) }
        return holders.filter { $0 != scene.roles.primary }.map { stranger($0, address, scene) }
    }

    /// As long as a host is unseen, the address may be there: P01 has said so.
    private func nobody(_ address: String, _ scene: Scene) -> [Finding] {
        guard Vantage.ssh.unseen(scene.names, in: scene.facts).isEmpty else { return [] }
        return [
            failure(
                "no member holds the writer VIP \(address): clients reach nobody, or a host that is no member",
                remedy: "Correct `writer` in the inventory, or find out who answers: arping \(address).")
        ]
    }

    private func stranger(_ name: MemberName, _ address: String, _ scene: Scene) -> Finding {
        failure(
            on: name, "\(name) holds the writer VIP \(address), and the primary is \(scene.roles.primary)",
            remedy: scene.cluster.writer?.trackFile.map {
                "On \(name): echo \(TrackFacts.barred) >\($0). On \(scene.roles.primary): echo \(TrackFacts.eligible) >\($0)."
            } ?? "Take it off \(name), and see that \(scene.roles.primary) holds and announces it.")
    }

    private func place(of address: String, _ scene: Scene) -> [Finding] {
        guard let wanted = scene.endpoint(on: scene.roles.primary),
            let held = scene.facts.host(scene.roles.primary)?.addresses.first(where: { $0.address == address }),
            (held.interface, held.prefix) != (wanted.interface, wanted.prefix)
        else { return [] }
        return [
            failure(
                on: scene.roles.primary,
                "\(scene.roles.primary) holds \(address)/\(held.prefix) on \(held.interface), and the inventory says "
                    + "/\(wanted.prefix) on \(wanted.interface): hactl would not get it off",
                remedy: "Correct prefix and interface of the writer in the inventory.")
        ]
    }

    private func persisted(_ address: String, _ scene: Scene) -> [Finding] {
        scene.hosts.filter { !$0.host.persistedAddresses.isEmpty }.map {
            objection(
                on: $0.name,
                "\($0.host.persistedAddresses.listed(atMost: 3)) on \($0.name) names \(address): after a reboot "
                    + "\($0.name) would hold it too",
                remedy: "Remove the address from the network configuration: hactl puts it where it belongs.")
        }
    }

    package func passed(in scene: Scene) -> String {
        guard let address = scene.cluster.writer?.address else { return "the inventory has no writer VIP" }
        return "\(scene.roles.primary) alone holds \(address), and \(scene.roles.candidate) can take it"
    }
}
