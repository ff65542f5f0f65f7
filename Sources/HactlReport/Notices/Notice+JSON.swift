import HactlModel

extension Notice {
    /// The version of the names below; its first number changes when one of them changes its meaning.
    package static let schema = "1.0"

    /// What webhooks and commands get. Names and meanings are stable within a schema; fields may be added.
    package var json: JSON {
        [
            "schema": .text(Notice.schema), "source": "hactl", "kind": .text(kind.rawValue), "cluster": .text(cluster),
            "severity": .text(severity.rawValue), "key": .text(key), "phase": .text(phase.rawValue),
            "title": .text(title), "lines": .list(lines.map(JSON.text)), "run": .optional(run),
            "at": .text(at.description),
        ]
    }
}
