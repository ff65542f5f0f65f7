import HactlModel

extension ClusterHealth {
    /// A `finding` each, then `health` with what a program needs to decide.
    package var events: [EventLine] {
        findings.map { finding in
            var line = EventLine.finding(finding, at: observedAt)
            line.fields["cluster"] = .text(cluster.name)
            return line
        } + [health]
    }

    private var health: EventLine {
        EventLine(
            "health", status == .ok ? .info : .error, at: observedAt,
            "\(cluster.name): \(status.word)\(unseen.map { " (\($0))" } ?? "")",
            [
                "cluster": .text(cluster.name), "status": .text(status.word), "state": .text(state.rawValue),
                "primary": .optional(primary?.text), "took_ms": .number(took.milliseconds),
                "unseen": .optional(unseen),
            ])
    }
}
