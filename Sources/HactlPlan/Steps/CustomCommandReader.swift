import HactlModel

/// Reads the commands of a playbook's own step: the step itself, its check and its undo share all but the words.
struct CustomCommandReader {
    private let entry: StepEntry
    private let asRoot: Bool
    private let timeout: Duration
    private let environment: [String: String]
    private let label: String

    init(_ entry: StepEntry, on member: MemberName?, in scene: Scene) throws(Complaint) {
        self.entry = entry
        asRoot = try entry.flag("as-root")
        timeout = try entry.duration("timeout", in: scene, otherwise: .seconds(10))
        environment = HookEnvironment.variables(in: scene)
        label = "\(scene.run)/\(entry.kind)@\(member?.text ?? "here"):\(entry.place.line)"
    }

    func command(_ key: String) throws(Complaint) -> CustomCommand {
        let words = try entry.argument(key, example: "\(key): [/usr/local/bin/pause-batch]").texts(key).map(filled)
        return CustomCommand(
            arguments: words, asRoot: asRoot, environment: environment, timeout: timeout, label: "\(label)/\(key)")
    }
}

extension CustomCommandReader {
    /// `{HACTL_NEW_PRIMARY}` inside an argument: the way to tell a command that runs as root, for sudo lets no variable
    /// through.
    private func filled(_ argument: String) -> String {
        environment.reduce(argument) { $0.replacingBytes(of: "{\($1.key)}", with: $1.value) }
    }
}

extension Playbook {
    /// What its `run` steps do as root, for the sudoers list. A command whose arguments depend on the run can't be
    /// allowed word by word and is left out.
    package var rootCommands: [CustomCommand] { steps.flatMap(\.rootCommands) }
}

extension StepEntry {
    fileprivate var rootCommands: [CustomCommand] {
        if !steps.isEmpty { return steps.flatMap(\.rootCommands) }
        guard kind == RunStep.kind.name, (try? flag("as-root")) == true else { return [] }
        return ["command", "check", "undo"].compactMap { key in
            guard let words = try? arguments[key]?.texts(key), !words.joined().utf8.contains(UInt8(ascii: "{")) else {
                return nil
            }
            return CustomCommand(arguments: words, asRoot: true, timeout: .seconds(1), label: key)
        }
    }
}

/// What a hook is told: hactl's own names, and orchestrator's, which people's scripts already read.
package enum HookEnvironment {
    package static func variables(in scene: Scene) -> [String: String] {
        let old = scene.address(of: scene.roles.primary)
        let new = scene.address(of: scene.roles.candidate)
        return [
            "HACTL_CLUSTER": scene.cluster.name, "HACTL_RUN": scene.run,
            "HACTL_OLD_PRIMARY": scene.roles.primary.text, "HACTL_OLD_PRIMARY_ADDRESS": old.description,
            "HACTL_NEW_PRIMARY": scene.roles.candidate.text, "HACTL_NEW_PRIMARY_ADDRESS": new.description,
            "HACTL_VIP": scene.cluster.writer?.address ?? "",
            "ORC_FAILURE_CLUSTER_ALIAS": scene.cluster.name, "ORC_FAILED_HOST": old.host,
            "ORC_FAILED_PORT": String(old.port), "ORC_SUCCESSOR_HOST": new.host,
            "ORC_SUCCESSOR_PORT": String(new.port), "ORC_COMMAND": "graceful-master-takeover",
            "ORC_IS_SUCCESSFUL": "true",
        ]
    }
}
