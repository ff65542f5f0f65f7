import HactlModel

/// Whoever answers at a member's address is that member.
package struct PinnedIdentities: PlainCheck {
    package static let name = "pinned-identities"
    package static let code = "P28"
    package static let summary =
        "Every member answers with the identity that the inventory pins, and none is addressed through the writer VIP: "
        + "what is meant for one server must not be done to another."
    package static let acceptance = Acceptance.never

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        scene.cluster.members.flatMap { member in
            [throughVIP(member, scene), impostor(member, scene)].compactMap(\.self)
        }
    }

    private func throughVIP(_ member: Member, _ scene: Scene) -> Finding? {
        guard member.address.host == scene.cluster.writer?.address else { return nil }
        return failure(
            on: member.name,
            "\(member.name) is addressed through the writer VIP \(member.address.host): after the move another server "
                + "would answer to its name",
            remedy: "Write its own address in the inventory.")
    }

    private func impostor(_ member: Member, _ scene: Scene) -> Finding? {
        guard let pinned = member.identity, let seen = scene.facts.instance(member.name)?.identity,
            pinned.lowercased() != seen.uuid.lowercased()
        else { return nil }
        return failure(
            on: member.name,
            "\(member.address) answers as \(seen.uuid), and the inventory pins \(pinned) for \(member.name): it is "
                + "another server, or was rebuilt",
            remedy: "If it was rebuilt, correct `identity` of \(member.name); otherwise its address.")
    }

    package func passed(in scene: Scene) -> String {
        let pinned = scene.cluster.members.filter { $0.identity != nil }.map(\.name)
        return pinned.isEmpty ? "the inventory pins no identity" : "\(pinned.listed()) answer with their identities"
    }
}
