import HactlModel

/// Receiver and applier run on every replica.
package struct ReplicationRunning: PlainCheck {
    package static let name = "replication-running"
    package static let code = "P05"
    package static let summary =
        "Receiver and applier run on every replica. One that does not run falls behind without end, and would not "
        + "follow the new primary either."
    package static let acceptance = Acceptance.never

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { scene.replicaNames }

    package func findings(in scene: Scene) -> [Finding] {
        scene.replicas.flatMap { replica in replica.instance.channels.flatMap { judge(replica.name, $0) } }
    }

    private func judge(_ name: MemberName, _ channel: ReplicationChannel) -> [Finding] {
        let threads: [(word: String, state: ThreadState)] = [
            ("receiver", channel.receiver), ("applier", channel.applier),
        ]
        return threads.filter { $0.state != .running }.map { complain(name, $0.word, $0.state, channel) }
    }

    private func complain(
        _ name: MemberName, _ thread: String, _ state: ThreadState, _ channel: ReplicationChannel
    ) -> Finding {
        let which = channel.name.isEmpty ? "" : " of channel \(channel.name)"
        return failure(
            on: name, "the \(thread)\(which) on \(name) \(state.clause): \(name) does not get everything",
            remedy: remedy(name, state))
    }

    private func remedy(_ name: MemberName, _ state: ThreadState) -> String {
        switch state {
        case .stopped(""): "START REPLICA on \(name), and see that it catches up."
        case .connecting(""): "Wait until it is connected; if it never is, read the error log of \(name)."
        default: "Cure the error, START REPLICA on \(name), and see that it catches up."
        }
    }

    package func passed(in scene: Scene) -> String { "receiver and applier run on \(scene.replicaNames.listed())" }
}
