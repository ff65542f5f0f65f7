import ArgumentParser

/// The exit codes that commands end with by themselves; a run's own are `Outcome.exitCode`. `HactlReport.ExitCodes` is
/// the table that people read.
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
