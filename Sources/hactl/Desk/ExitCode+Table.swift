import ArgumentParser

/// The table of exit codes that is no run's outcome: those are `Outcome.exitCode`.
extension ExitCode {
    /// Checks speak against it; nothing was changed.
    static let refused = ExitCode(1)
    static let changes = ExitCode(2)
    static let stalePlan = ExitCode(3)
    static let usage = ExitCode(64)
    static let unreachable = ExitCode(69)
    static let busy = ExitCode(75)
    static let permission = ExitCode(77)
    static let configuration = ExitCode(78)
}
