/// A command of a playbook's own `run` or `local` step, or of a hook.
package struct CustomCommand: Hashable, Sendable, Codable {
    package var arguments: [String]
    package var asRoot: Bool
    /// Handed to the command as its environment, besides the run's own `HACTL_*` and `ORC_*`.
    package var environment: [String: String]
    package var timeout: Duration
    /// What the run's ledger calls it.
    package var label: String

    package init(
        arguments: [String], asRoot: Bool = false, environment: [String: String] = [:], timeout: Duration,
        label: String
    ) {
        self.arguments = arguments
        self.asRoot = asRoot
        self.environment = environment
        self.timeout = timeout
        self.label = label
    }
}
