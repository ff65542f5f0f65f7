import HactlModel

/// Everybody answers. The only check that speaks of members it can't see.
package struct MembersReachable: PlainCheck {
    package static let name = "members-reachable"
    package static let code = "P01"
    package static let summary =
        "Every member of the inventory answers over SQL and over SSH, and its host lets hactl run what it needs as "
        + "root. A member that can't be seen may be a second writer."
    package static let acceptance = Acceptance.never
    package static let needs = Vantage.inventory

    package init() {}

    package func findings(in scene: Scene) -> [Finding] { findings(about: scene.names, in: scene.facts) }

    func findings(about names: [MemberName], in facts: Facts) -> [Finding] {
        names.flatMap { findings(about: $0, facts.members[$0] ?? .unseen) }
    }

    private func findings(about name: MemberName, _ member: MemberFacts) -> [Finding] {
        [
            fence(name, member) ?? blindness(name, .sql, member.instance.reason),
            blindness(name, .ssh, member.host.reason),
        ].compactMap(\.self)
            + refusals(name, member.host.value?.refusedCommands ?? [])
    }

    private func fence(_ name: MemberName, _ member: MemberFacts) -> Finding? {
        guard member.instance.value == nil, member.host.value?.daemon.isFenced == true else { return nil }
        return failure(
            on: name, "\(name) is fenced: a failover has stopped its server, and keeps it off the network",
            remedy: "Let it back as a replica: hactl apply rejoin --to \(name).")
    }

    private func blindness(_ name: MemberName, _ way: Way, _ reason: Unreachable?) -> Finding? {
        guard let reason else { return nil }
        let life = reason.provesLife ? "it is alive, but what it does can't be told" : "nothing about it can be told"
        return failure(
            on: name, "\(name) can't be seen over \(way.rawValue) (\(reason.sentence)): \(life)",
            remedy: reason.remedy ?? way.remedy(for: reason.kind, name))
    }

    private func refusals(_ name: MemberName, _ commands: [String]) -> [Finding] {
        if commands.isEmpty { return [] }
        return [
            failure(
                on: name, "the host of \(name) does not let hactl run \(commands.listed(atMost: 3)) with sudo -n",
                remedy: "Install the lines that `hactl sudoers` prints in /etc/sudoers.d on \(name).")
        ]
    }

    package func passed(in scene: Scene) -> String {
        "\(scene.names.listed()) answer over SQL and SSH, and sudo allows every command"
    }
}
