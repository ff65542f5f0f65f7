import HactlModel

extension Story {
    /// The built-in `Playbooks/switchover.yaml`, spelled out: reading files is not this module's business.
    static var switchover: Playbook {
        Playbook(
            name: "switchover", title: "Move the writer role, planned", checks: [],
            steps: [
                step("sync", on: "candidate"), step("stop-events", on: "primary"),
                StepEntry(kind: "freeze", arguments: ["within": text("limits.freeze")], steps: freeze, place: place),
            ] + afterwards, place: place)
    }

    private static var freeze: [StepEntry] {
        [
            step("close", on: "primary"), step("end-sessions", on: "primary"), step("catch-up", on: "candidate"),
            StepEntry(
                kind: "together", arguments: [:],
                steps: [step("route-writes", ["to": "candidate"]), step("open", on: "candidate")], place: place),
        ]
    }

    private static var afterwards: [StepEntry] {
        [
            step("end-sessions", on: "old-primary"), step("release-writes", ["from": "old-primary"]),
            step("stop-following", on: "candidate"), step("semi-sync", ["on": "old-primary", "role": "replica"]),
            step("follow", ["source": "candidate"], on: ["old-primary", "replicas"]),
            step("semi-sync", ["on": "candidate", "role": "source"]), step("start-events", on: "candidate"),
            step("write-marker", on: "candidate"),
            step("sync", ["source": "candidate"], on: ["old-primary", "replicas"]),
            step("persist-roles", on: "members"), step("forget-source", on: "candidate"),
            step("verify", ["through": "endpoints"]),
        ]
    }

    static func step(_ kind: String, on selector: String) -> StepEntry { step(kind, ["on": selector]) }

    static func step(_ kind: String, _ words: [String: String], on selectors: [String] = []) -> StepEntry {
        var arguments = words.mapValues(text)
        if !selectors.isEmpty { arguments["on"] = Argument(.list(selectors.map(text)), at: place) }
        return StepEntry(kind: kind, arguments: arguments, place: place)
    }

    private static func text(_ text: String) -> Argument { Argument(.text(text), at: place) }
}
