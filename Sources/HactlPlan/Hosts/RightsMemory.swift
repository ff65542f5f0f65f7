import HactlModel

/// What sudo on a host has said lately. Each question costs the host some 10 ms of a core, and there are nine of them:
/// whoever looks every few seconds asks once a minute.
package struct RightsMemory: Sendable {
    /// Who takes a right away is believed that much later, except by the order that needs it.
    package static let span = Duration.seconds(60)

    private struct Answer {
        let commands: [PrivilegedCommand]
        let refused: Set<PrivilegedCommand.Purpose>
        let until: Duration
    }

    private var answer: Answer?

    package init() {}

    /// The look, asking about rights only if it would ask what was not answered yet.
    ///
    /// - Parameter now: the machine's uptime.
    package func spared(_ look: HostLook, at now: Duration) -> HostLook {
        guard look.questions == .whatCannotWait, let answer, now < answer.until,
            answer.commands == look.commands(for: .whatCannotWait)
        else { return look }
        var spared = look
        spared.questions = .nothing(refused: answer.refused)
        return spared
    }

    /// Where a host lacks something somebody may be about to allow it: that is asked each time.
    ///
    /// - Parameter output: of the look, whole.
    package mutating func note(_ output: String, of look: HostLook, _ facts: HostFacts, at now: Duration) {
        guard look.questions == .whatCannotWait else { return }
        answer =
            facts.refusedCommands.isEmpty
            ? Answer(
                commands: look.commands(for: .whatCannotWait), refused: look.refusals(in: output),
                until: now + Self.span) : nil
    }
}
