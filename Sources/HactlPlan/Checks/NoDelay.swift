import HactlModel

/// The candidate is not delayed on purpose.
package struct NoDelay: PlainCheck {
    package static let name = "no-delay"
    package static let code = "P13"
    package static let summary =
        "The candidate is no delayed replica: it would have to apply the whole delay while writes are frozen. Other "
        + "delayed replicas are listed."
    package static let acceptance = Acceptance.never

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { scene.replicaNames }

    package func findings(in scene: Scene) -> [Finding] {
        scene.replicas.compactMap { replica in
            let delay = replica.instance.channels.map(\.delay).max() ?? 0
            if delay == 0 { return nil }
            return replica.name == scene.roles.candidate ? refused(replica.name, delay) : listed(replica.name, delay)
        }
    }

    private func refused(_ name: MemberName, _ delay: Int) -> Finding {
        failure(
            on: name, "\(name) is delayed by \(delay)s on purpose: it can't catch up within a freeze",
            remedy: "Choose another candidate, or set its delay to 0 (SOURCE_DELAY, MASTER_DELAY) and wait.")
    }

    private func listed(_ name: MemberName, _ delay: Int) -> Finding {
        note(
            on: name, "\(name) is delayed by \(delay)s on purpose: it will show new writes that much later",
            remedy: "Nothing to do: the delay is kept.")
    }

    package func passed(in scene: Scene) -> String { "\(scene.roles.candidate) is not delayed" }
}
