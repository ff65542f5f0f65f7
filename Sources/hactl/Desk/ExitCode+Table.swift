import ArgumentParser
import HactlModel

/// The exit codes that commands end with by themselves; a run's own are `Outcome.exitCode`. `HactlReport.ExitCodes` is
/// the table that people read.
extension ExitCode {
    /// Checks speak against it; nothing was changed.
    static let refused = ExitCode(1)
    static let changes = ExitCode(2)
    static let stalePlan = ExitCode(3)
    /// Whether the primary is dead can't be told.
    static let undecided = ExitCode(4)
    static let usage = ExitCode(64)
    static let unreachable = ExitCode(69)
    static let busy = ExitCode(75)
    static let permission = ExitCode(77)
    static let configuration = ExitCode(78)
    /// By SIGINT or SIGTERM, before any change.
    static let interrupted = ExitCode(130)
    static let terminated = ExitCode(143)

    /// Why checks failed, for wrappers that tell the causes apart: something that must be granted (77), a host that
    /// can't be reached in any way (69), or what was seen (1).
    ///
    /// - Parameter dead: a primary whose death is the matter: that it can't be reached is no news.
    static func refusal(seeing facts: Facts, without dead: MemberName? = nil) -> ExitCode {
        var facts = facts
        if let dead { facts.members[dead] = nil }
        let reasons = facts.members.values.flatMap { [$0.instance.reason, $0.host.reason].compactMap(\.self) }
        let isLockedOut = reasons.contains { [.authentication, .hostKey, .denied, .tls].contains($0.kind) }
        let lacksGrants = facts.members.values.contains { $0.instance.value?.missingPrivileges.isEmpty == false }
        let lacksSudo = facts.members.values.contains { $0.host.value?.refusedCommands.isEmpty == false }
        if isLockedOut || lacksSudo || lacksGrants { return permission }
        return facts.members.values.contains { $0.instance.reason != nil && $0.host.reason != nil }
            ? unreachable : refused
    }
}
