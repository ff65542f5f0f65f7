import HactlModel

/// Two primaries that follow each other are as such a pair must be.
package struct Partners: PlainCheck {
    package static let name = "partners"
    package static let code = "P33"
    package static let summary =
        "Where the inventory names two `partners`: one of them is the writer, each follows the other, both have the same "
        + "version and log rows, and their auto-increment values can't collide. Without `partners` it asks nothing."
    package static let acceptance = Acceptance.always

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { scene.cluster.partners }

    package func findings(in scene: Scene) -> [Finding] {
        let pair = scene.seen(scene.cluster.partners)
        guard pair.count == 2 else { return [] }
        return writer(scene) + ring(pair, scene) + likeness(pair) + increments(pair)
    }

    private func writer(_ scene: Scene) -> [Finding] {
        let primary = scene.roles.primary
        if scene.cluster.partners.contains(primary) { return [] }
        return [
            objection(
                on: primary, "\(primary) takes writes, and is none of the partners \(scene.cluster.partners.listed())",
                remedy: "Move the writer to one of them, or correct `partners` in the inventory.")
        ]
    }

    private func ring(_ pair: [SeenMember], _ scene: Scene) -> [Finding] {
        zip(pair, pair.reversed()).compactMap { one, other in
            if one.instance.channels.contains(where: { scene.source(of: $0) == other.name }) { return nil }
            return objection(
                on: one.name, "\(one.name) does not follow its partner \(other.name): the ring is open",
                remedy: "Close it: hactl plan rejoin, or make \(one.name) follow \(other.name) by hand.")
        }
    }

    private func likeness(_ pair: [SeenMember]) -> [Finding] {
        let versions = pair.map(\.instance.identity.version)
        let rows = pair.filter { $0.instance.binlog.format.uppercased() != "ROW" }
        let differing =
            versions[0] == versions[1]
            ? []
            : [
                objection(
                    "\(pair[0].name) has version \(versions[0]) and \(pair[1].name) has \(versions[1]): each must "
                        + "read what the other logs",
                    remedy: "Bring both to the same version.")
            ]
        return differing
            + rows.map {
                objection(
                    on: $0.name, "\($0.name) logs \($0.instance.binlog.format): its partner could apply it differently",
                    remedy: "SET GLOBAL binlog_format = ROW on \($0.name), and in its option file.")
            }
    }

    private func increments(_ pair: [SeenMember]) -> [Finding] {
        let steps = pair.map { $0.instance.settings["auto_increment_increment"].flatMap { Int($0) } ?? 1 }
        let offsets = pair.map { $0.instance.settings["auto_increment_offset"].flatMap { Int($0) } ?? 1 }
        if steps[0] == steps[1], steps[0] >= 2, offsets[0] % steps[0] != offsets[1] % steps[1] { return [] }
        return [
            objection(
                "auto_increment_increment and _offset are \(steps[0])/\(offsets[0]) on \(pair[0].name) and "
                    + "\(steps[1])/\(offsets[1]) on \(pair[1].name): both could give out the same value",
                remedy:
                    "Set auto_increment_increment = 2 on both, and auto_increment_offset = 1 on one and 2 on the other."
            )
        ]
    }

    package func passed(in scene: Scene) -> String {
        scene.cluster.partners.isEmpty
            ? "the inventory names no partners"
            : "\(scene.cluster.partners.listed()) follow each other and can't collide"
    }
}
