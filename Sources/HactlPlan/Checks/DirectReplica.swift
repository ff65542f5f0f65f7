import HactlModel

/// A primary, and replicas that each follow it and nobody else.
package struct DirectReplica: PlainCheck {
    package static let name = "direct-replica"
    package static let code = "P04"
    package static let summary =
        "The candidate and every other replica follow the primary directly and nobody else, and the primary follows "
        + "nobody but a candidate that is its partner in a ring of two. Intermediate sources and several sources are "
        + "refused by name."
    package static let acceptance = Acceptance.never

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        ring(in: scene) + scene.replicas.compactMap { judge($0.name, $0.instance.channels, scene) }
    }

    private func ring(in scene: Scene) -> [Finding] {
        guard let channel = scene.primary?.channels.first else { return [] }
        let primary = scene.roles.primary
        if let partner = scene.source(of: channel) {
            return scene.isRing || scene.candidate == nil ? [] : [dual(primary, partner, scene)]
        }
        if isBlind(scene) { return [] }
        return [
            failure(
                on: primary,
                "\(primary) itself follows \(channel.source), which is no member of \(scene.cluster.name): "
                    + "it is an intermediate source",
                remedy: "Switch the cluster above it instead, or end the replication into \(primary) first.")
        ]
    }

    private func dual(_ primary: MemberName, _ partner: MemberName, _ scene: Scene) -> Finding {
        failure(
            on: primary,
            "\(primary) and \(partner) follow each other (dual primary), and \(scene.roles.candidate) is none of the two",
            remedy: "Move the writer to \(partner), or end the replication from \(partner) to \(primary) first.")
    }

    private func judge(_ name: MemberName, _ channels: [ReplicationChannel], _ scene: Scene) -> Finding? {
        guard let channel = channels.first else { return nobody(name, scene) }
        if channels.count > 1 { return several(name, channels) }
        let source = scene.source(of: channel)
        if source == scene.roles.primary { return nil }
        if let source { return intermediate(name, source, scene) }
        return isBlind(scene) ? nil : outside(name, channel, scene)
    }

    /// A source that can't be placed may be an unseen member under another address: P01 has said so.
    private func isBlind(_ scene: Scene) -> Bool { !Vantage.sql.unseen(scene.names, in: scene.facts).isEmpty }

    private func nobody(_ name: MemberName, _ scene: Scene) -> Finding {
        failure(
            on: name, "\(name) follows nobody: what \(scene.roles.primary) writes does not reach it",
            remedy: "Make \(name) follow \(scene.roles.primary), or take it off the inventory.")
    }

    private func several(_ name: MemberName, _ channels: [ReplicationChannel]) -> Finding {
        failure(
            on: name, "\(name) follows several sources (\(channels.map(\.source).listed())): multi-source replication",
            remedy: "hactl does not move writers there. Remove the other channels, or take \(name) off the inventory.")
    }

    private func intermediate(_ name: MemberName, _ source: MemberName, _ scene: Scene) -> Finding {
        failure(
            on: name,
            "\(name) follows \(source), not \(scene.roles.primary): \(source) is an intermediate source",
            remedy: "Make \(name) follow \(scene.roles.primary) directly first.")
    }

    private func outside(_ name: MemberName, _ channel: ReplicationChannel, _ scene: Scene) -> Finding {
        failure(
            on: name, "\(name) follows \(channel.source), which is no member of \(scene.cluster.name)",
            remedy: "If that is another address of \(scene.roles.primary), write it in the inventory; otherwise make "
                + "\(name) follow \(scene.roles.primary).")
    }

    package func passed(in scene: Scene) -> String {
        "\(scene.replicaNames.listed()) follow \(scene.roles.primary) directly, and it follows nobody"
    }
}
